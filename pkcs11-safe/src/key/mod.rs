//! Keys from little: a key type and a size, and everything else from defaults that can be seen and changed.

mod pair;
mod secret;
mod template;
mod usage;

pub use pair::KeyPairSpec;
pub use secret::SecretKeySpec;
pub use usage::Usage;
