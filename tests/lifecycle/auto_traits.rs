//! What may cross threads, and what may be shared between them.

use pkcs11_safe::{
    Context, Decryptor, Digester, Encryptor, Error, Module, Object, Pin, PrivateKey, Search, SecretBytes, Session,
    Signer, Slot, Verifier,
};

fn send<T: Send>() {}
fn shared<T: Send + Sync>() {}
fn owned<T: 'static>() {}

#[test]
fn modules_contexts_slots_and_errors_are_shared_and_sessions_and_operations_sent() {
    // Proven by the compiler: this does not build otherwise.
    shared::<Module>();
    shared::<Context>();
    shared::<Slot>();
    shared::<Error>();
    shared::<Pin>();
    shared::<SecretBytes>();
    shared::<Object>();
    shared::<PrivateKey>();
    send::<Session>();
    send::<Signer<&mut Session>>();
    send::<Signer>();
    send::<Verifier<&mut Session>>();
    send::<Verifier>();
    send::<Encryptor<&mut Session>>();
    send::<Encryptor>();
    send::<Decryptor<&mut Session>>();
    send::<Decryptor>();
    send::<Digester<&mut Session>>();
    send::<Digester>();
    send::<Search<'static>>();
    owned::<Session>();
    owned::<Slot>();
    owned::<Context>();
    owned::<Module>();
}
