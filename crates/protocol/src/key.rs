//! Public keys that others seal to. What is done with them is `sealing`'s affair; here they are named.

use std::fmt;

macro_rules! public_key {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 32]);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), hex::encode(self.0))
            }
        }
    )+};
}

public_key! {
    /// The public half of a device's box: 32 bytes as in RFC 7748. Any bytes can stand here.
    BoxPublic,
    /// The public half of a person's user key: 32 bytes as in RFC 7748. Any bytes can stand here.
    UserPublic,
}
