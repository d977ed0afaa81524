//! What laptops had not sent before they were revoked: read by a person, and written anew in her own hand where she vouches
//! for it.

pub mod list;
pub mod take;
pub mod view;
