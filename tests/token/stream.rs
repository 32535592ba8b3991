//! Operations that are dropped, or whose data does not come, leave the session usable.

use super::keys;
use pkcs11_safe::{Error, Function, Mechanism, Session, Signer};
use std::io::{self, Read, Write};
use support::token;
use support::token::calls;

/// Begins an operation and drops it.
type GiveUp<'a> = &'a dyn Fn(&mut Session);

/// Gives some bytes, and then fails as a disk or a peer does.
struct Failing(usize);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::other("the cable was pulled"));
        }
        let length = self.0.min(buffer.len());
        buffer[..length].fill(0x5a);
        self.0 -= length;
        Ok(length)
    }
}

impl Write for Failing {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let length = self.0.min(data.len());
        self.0 -= length;
        if length == 0 && !data.is_empty() { Err(io::Error::other("the disk is full")) } else { Ok(length) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[track_caller]
fn assert_io(error: Error) {
    assert!(matches!(error, Error::Io(_)), "{error:?}");
    let source = std::error::Error::source(&error).expect("the reader's own error is kept").to_string();
    assert!(source.contains("pulled") || source.contains("full"), "{source}");
}

#[test]
fn a_signature_dropped_at_any_point_leaves_a_usable_session() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa(&session);
    for pieces in 0..3 {
        let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, pair.private).unwrap();
        for _ in 0..pieces {
            signer.update(b"a piece").unwrap();
        }
        drop(signer);
        keys::assert_usable(&session);
        let signature = session.sign(Mechanism::SHA256_RSA_PKCS, pair.private, b"data").unwrap();
        session.verify(Mechanism::SHA256_RSA_PKCS, pair.public, b"data", &signature).unwrap();
    }
}

#[test]
fn a_verification_dropped_at_any_point_leaves_a_usable_session() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa(&session);
    let signature = session.sign(Mechanism::SHA256_RSA_PKCS, pair.private, b"data").unwrap();
    for pieces in 0..3 {
        let mut verifier = session.verifier(Mechanism::SHA256_RSA_PKCS, pair.public).unwrap();
        for _ in 0..pieces {
            verifier.update(b"a piece").unwrap();
        }
        drop(verifier);
        keys::assert_usable(&session);
        session.verify(Mechanism::SHA256_RSA_PKCS, pair.public, b"data", &signature).unwrap();
    }
}

#[test]
fn a_digest_dropped_at_any_point_leaves_a_usable_session() {
    let token = token!();
    let mut session = token.open();
    for pieces in 0..3 {
        let mut digester = session.digester(Mechanism::SHA256).unwrap();
        for _ in 0..pieces {
            digester.update(b"a piece").unwrap();
        }
        drop(digester);
        keys::assert_usable(&session);
    }
}

#[test]
fn a_cipher_dropped_at_any_point_leaves_a_usable_session() {
    let token = token!();
    let mut session = token.login();
    let key = keys::aes(&session);
    for length in [0, 5, 16, 21, 48] {
        let mut encryptor = session.encryptor(Mechanism::AES_ECB, key).unwrap();
        encryptor.update(&vec![1; length]).unwrap();
        drop(encryptor);
        keys::assert_usable(&session);
        let mut decryptor = session.decryptor(Mechanism::AES_ECB, key).unwrap();
        decryptor.update(&vec![1; length]).unwrap();
        drop(decryptor);
        keys::assert_usable(&session);
    }
}

#[test]
fn operations_of_a_single_part_dropped_before_it_leave_a_usable_session() {
    let token = token!();
    let mut session = token.login();
    let (rsa, ec) = (keys::rsa(&session), keys::ec(&session));
    let dropped: [(&str, GiveUp<'_>); 6] = [
        ("decrypt", &|session| drop(session.decryptor(Mechanism::RSA_PKCS, rsa.private).unwrap())),
        ("encrypt", &|session| drop(session.encryptor(Mechanism::RSA_PKCS, rsa.public).unwrap())),
        ("sign", &|session| drop(session.signer(Mechanism::RSA_PKCS, rsa.private).unwrap())),
        ("verify", &|session| drop(session.verifier(Mechanism::RSA_PKCS, rsa.public).unwrap())),
        ("sign on a curve", &|session| drop(session.signer(Mechanism::ECDSA, ec.private).unwrap())),
        ("verify on a curve", &|session| drop(session.verifier(Mechanism::ECDSA, ec.public).unwrap())),
    ];
    for (what, give_up) in dropped {
        give_up(&mut session);
        let digest = session.digest(Mechanism::SHA256, b"abc");
        assert!(digest.is_ok(), "{what}: {digest:?}");
        let signature = session.sign(Mechanism::ECDSA, ec.private, &[7; 32]).unwrap();
        session.verify(Mechanism::ECDSA, ec.public, &[7; 32], &signature).unwrap();
    }
}

#[test]
fn a_piece_for_a_mechanism_without_pieces_is_an_error_and_leaves_a_usable_session() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::ec(&session);
    let mut signer = session.signer(Mechanism::ECDSA, pair.private).unwrap();
    let error = signer.update(&[7; 32]).unwrap_err();
    assert_eq!(error.function(), Some(Function::SignUpdate));
    let (again, made) = calls(|| signer.update(&[7; 32]).unwrap_err());
    assert!(matches!(again, Error::Usage { argument: "operation", .. }), "{again:?}");
    assert_eq!(made.total(), 0);
    drop(signer);
    keys::assert_usable(&session);
    session.sign(Mechanism::ECDSA, pair.private, &[7; 32]).unwrap();
}

#[test]
fn a_reader_that_fails_ends_the_operation_and_leaves_a_usable_session() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa(&session);
    // Before, within and at the end of the first piece of 64 KiB, and after it.
    for length in [0, 1, 65_536, 65_537, 200_000] {
        let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, pair.private).unwrap();
        assert_io(signer.update_from(Failing(length)).unwrap_err());
        // A signature over a part of the data is never made.
        let error = signer.finish().unwrap_err();
        assert!(matches!(error, Error::Usage { argument: "operation", .. }), "{error:?}");
        keys::assert_usable(&session);

        let mut verifier = session.verifier(Mechanism::SHA256_RSA_PKCS, pair.public).unwrap();
        assert_io(verifier.update_from(Failing(length)).unwrap_err());
        drop(verifier);
        keys::assert_usable(&session);

        let mut digester = session.digester(Mechanism::SHA256).unwrap();
        assert_io(digester.update_from(Failing(length)).unwrap_err());
        drop(digester);
        keys::assert_usable(&session);
    }
}

#[test]
fn a_cipher_whose_reader_or_writer_fails_leaves_a_usable_session() {
    let token = token!();
    let mut session = token.login();
    let key = keys::aes(&session);
    for length in [0, 16, 65_536, 65_552] {
        let mut encryptor = session.encryptor(Mechanism::AES_ECB, key).unwrap();
        assert_io(encryptor.update_from(Failing(length), io::sink()).unwrap_err());
        drop(encryptor);
        keys::assert_usable(&session);

        let mut encryptor = session.encryptor(Mechanism::AES_ECB, key).unwrap();
        assert_io(encryptor.update_from(&[0; 100_000][..], Failing(length)).unwrap_err());
        // What the writer has lost cannot be made up for.
        assert!(matches!(encryptor.finish(), Err(Error::Usage { argument: "operation", .. })));
        keys::assert_usable(&session);
    }
}

#[test]
fn a_stream_is_what_the_one_shot_is() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa(&session);
    let data: Vec<u8> = (0..200_000_u32).map(|number| number.to_le_bytes()[0]).collect();

    let mut digester = session.digester(Mechanism::SHA256).unwrap();
    assert_eq!(digester.update_from(&data[..]).unwrap(), 200_000);
    let digest = digester.finish().unwrap();
    assert_eq!(digest, session.digest(Mechanism::SHA256, &data).unwrap());

    let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, pair.private).unwrap();
    signer.write_all(&data[..70_000]).unwrap();
    signer.update_from(&data[70_000..]).unwrap();
    let signature = signer.finish().unwrap();
    assert_eq!(signature, session.sign(Mechanism::SHA256_RSA_PKCS, pair.private, &data).unwrap());

    let mut verifier = session.verifier(Mechanism::SHA256_RSA_PKCS, pair.public).unwrap();
    verifier.update(&data[..70_000]).unwrap();
    io::copy(&mut &data[70_000..], &mut verifier).unwrap();
    verifier.finish(&signature).unwrap();

    let mut verifier = session.verifier(Mechanism::SHA256_RSA_PKCS, pair.public).unwrap();
    verifier.update(&data[1..]).unwrap();
    assert!(verifier.finish(&signature).unwrap_err().is_bad_signature());
    keys::assert_usable(&session);
}

#[test]
fn a_cipher_gives_the_same_in_pieces_and_at_once() {
    let token = token!();
    let mut session = token.login();
    let key = keys::aes(&session);
    let data = vec![0x3c; 200_000];
    let whole = session.encrypt(Mechanism::AES_ECB, key, &data).unwrap();

    let mut pieces = Vec::new();
    let mut encryptor = session.encryptor(Mechanism::AES_ECB, key).unwrap();
    for piece in data.chunks(70_001) {
        pieces.extend(encryptor.update(piece).unwrap());
    }
    pieces.extend(encryptor.finish().unwrap());
    assert!(pieces == whole);

    let mut back = Vec::new();
    let mut decryptor = session.decryptor(Mechanism::AES_ECB, key).unwrap();
    assert_eq!(decryptor.update_from(&whole[..], &mut back).unwrap(), 200_000);
    back.extend(decryptor.finish().unwrap());
    assert!(back == data);
    assert!(session.decrypt(Mechanism::AES_ECB, key, &whole).unwrap() == data);
}

#[test]
fn an_operation_goes_on_after_a_last_buffer_that_was_too_small() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa(&session);
    let mut signature = [0; 128];
    let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, pair.private).unwrap();
    signer.update(b"da").unwrap();
    let text = signer.finish_into(&mut signature[..10]).unwrap_err().to_string();
    assert!(text.contains("10 bytes, and 128 are needed"), "{text}");
    signer.update(b"ta").unwrap();
    assert_eq!(signer.finish_into(&mut signature).unwrap(), 128);
    let over = signer.update(b"more").unwrap_err();
    assert!(matches!(over, Error::Usage { argument: "operation", .. }), "{over:?}");
    drop(signer);
    session.verify(Mechanism::SHA256_RSA_PKCS, pair.public, b"data", &signature).unwrap();
}

#[test]
fn an_operation_dropped_after_a_last_buffer_that_was_too_small_leaves_a_usable_session() {
    let token = token!();
    let mut session = token.open();
    let mut digester = session.digester(Mechanism::SHA256).unwrap();
    digester.update(b"data").unwrap();
    digester.finish_into(&mut [0; 10]).unwrap_err();
    drop(digester);
    keys::assert_usable(&session);
    let mut digest = [0; 32];
    let mut digester = session.digester(Mechanism::SHA256).unwrap();
    digester.update(b"abc").unwrap();
    assert_eq!(digester.finish_into(&mut digest).unwrap(), 32);
    assert_eq!(digest[..], digester.into_session().digest(Mechanism::SHA256, b"abc").unwrap());
}

/// Gives its buffer's length, and works with any error type: the error of a buffer that is too small is an [`Error`].
fn finish(mut signer: Signer, buffer: &mut [u8]) -> Result<usize, Box<dyn core::error::Error + Send + Sync>> {
    Ok(signer.finish_into(buffer)?)
}

/// What a server keeps between requests.
struct Upload {
    signer: Signer,
}

#[test]
fn an_operation_owns_its_session_and_gives_it_back() {
    let token = token!();
    let session = token.login();
    let pair = keys::rsa(&session);
    let mut upload = Upload { signer: session.into_signer(Mechanism::SHA256_RSA_PKCS, pair.private).unwrap() };
    let sent = std::thread::spawn(move || {
        upload.signer.update(b"data").unwrap();
        upload
    });
    let (signature, session) = sent.join().unwrap().signer.finish().unwrap();
    let verifier = session.into_verifier(Mechanism::SHA256_RSA_PKCS, pair.public).unwrap();
    let ((), session) = verifier.verify(b"data", &signature).unwrap();
    let digester = session.into_digester(Mechanism::SHA256).unwrap();
    let (digest, session) = digester.digest(b"abc").unwrap();
    assert_eq!(digest[..4], [0xba, 0x78, 0x16, 0xbf]);
    // A failure gives it back as well, and so does one that never began.
    let failed =
        session.into_verifier(Mechanism::SHA256_RSA_PKCS, pair.public).unwrap().finish(&signature).unwrap_err();
    assert!(failed.is_bad_signature(), "{failed}");
    let failed = failed.into_session().into_signer(Mechanism::SHA256_RSA_PKCS, pair.public).unwrap_err();
    let (error, session) = failed.into_parts();
    assert_eq!(error.function(), Some(Function::SignInit), "{error}");
    let signer = session.into_signer(Mechanism::SHA256_RSA_PKCS, pair.private).unwrap();
    assert!(finish(signer, &mut [0; 10]).unwrap_err().to_string().contains("128 are needed"));
}

#[test]
fn nothing_is_signed_and_digested_by_a_stream_that_got_nothing() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa(&session);
    let signature = session.signer(Mechanism::SHA256_RSA_PKCS, pair.private).unwrap().finish().unwrap();
    session.verify(Mechanism::SHA256_RSA_PKCS, pair.public, b"", &signature).unwrap();
    session.verifier(Mechanism::SHA256_RSA_PKCS, pair.public).unwrap().finish(&signature).unwrap();
    let digest = session.digester(Mechanism::SHA256).unwrap().finish().unwrap();
    assert_eq!(digest[..4], [0xe3, 0xb0, 0xc4, 0x42]);
}

#[test]
fn a_secret_key_is_digested_without_leaving_the_token() {
    let token = token!();
    let mut session = token.login();
    let value = [0x42; 32];
    let key = super::objects::import_secret(&session, &value);
    let digest = session.digest_key(Mechanism::SHA256, key).unwrap();
    assert_eq!(digest, session.digest(Mechanism::SHA256, &value).unwrap());
}
