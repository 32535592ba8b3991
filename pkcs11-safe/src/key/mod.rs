//! Keys from little: a key type and a size, and everything else from defaults that can be seen and changed.

#[cfg(feature = "der")]
mod agree;
#[cfg(feature = "der")]
mod export;
mod pair;
mod secret;
mod template;
mod usage;

#[cfg(feature = "der")]
pub use agree::PointForm;
pub use pair::KeyPairSpec;
pub use secret::SecretKeySpec;
pub use usage::Usage;
