//! A client as typed is a client not yet checked: one type serves both.

/// The form of a client.
pub type ClientForm = casework::client::Client;
