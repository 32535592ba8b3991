//! What a thread does in its session: one kind of operation after the other, at random.

use crate::bed::Bed;
use crate::random::Random;
use pkcs11_safe::attribute as attr;
use pkcs11_safe::mechanism::{AesCbcPad, AesGcm};
use pkcs11_safe::{AttributeType, Data, Mechanism, ObjectClass, Result, Session};

/// A thread's own things.
pub(crate) struct Work<'a> {
    pub(crate) bed: &'a Bed,
    pub(crate) random: Random,
    /// The label of the objects that this thread makes.
    label: String,
    digest: [u8; 32],
    signature: Vec<u8>,
    plain: Vec<u8>,
    cipher: Vec<u8>,
    scratch: Vec<u8>,
    /// What came back and was not what it had to be.
    pub(crate) wrong: Option<&'static str>,
}

const IV: [u8; 16] = [5; 16];

/// One kind of operation: its name, and how it goes.
pub(crate) type Kind = (&'static str, fn(&mut Work<'_>, &mut Session) -> Result<()>);

/// All kinds.
#[rustfmt::skip]
pub(crate) const KINDS: &[Kind] = &[
    ("sign", |work, session| work.sign(session)),
    ("sign into a buffer", |work, session| work.sign_into(session)),
    ("verify", |work, session| work.verify(session)),
    ("sign in pieces", |work, session| work.sign_in_pieces(session)),
    ("a signature dropped half-way", |work, session| work.drop_signer(session)),
    ("a verification dropped half-way", |work, session| work.drop_verifier(session)),
    ("encrypt", |work, session| work.encrypt(session)),
    ("decrypt", |work, session| work.decrypt(session)),
    ("decrypt into a buffer", |work, session| work.decrypt_into(session)),
    ("encrypt in pieces", |work, session| work.encrypt_in_pieces(session)),
    ("authenticated encryption and back", |work, session| work.gcm(session)),
    ("an encryption dropped half-way", |work, session| work.drop_encryptor(session)),
    ("a decryption dropped half-way", |work, session| work.drop_decryptor(session)),
    ("digest", |work, session| work.digest(session)),
    ("digest in pieces", |work, session| work.digest_in_pieces(session)),
    ("a digest dropped half-way", |work, session| work.drop_digester(session)),
    ("find", |work, session| work.find(session)),
    ("a search dropped half-way", |work, session| work.drop_search(session)),
    ("get attributes", |work, session| work.get(session)),
    ("get many attributes", |work, session| work.attributes(session)),
    ("create, find, change and destroy", |work, session| work.create(session)),
    ("random bytes", |work, session| work.random_bytes(session)),
    ("information", |work, session| work.information(session)),
];

impl<'a> Work<'a> {
    pub(crate) fn new(bed: &'a Bed, seed: u64, thread: usize) -> Self {
        let mut work = Self {
            bed,
            random: Random::new(seed, thread),
            label: format!("object of thread {thread}"),
            digest: [0x5a; 32],
            signature: Vec::new(),
            plain: (0..4096).map(|byte: u32| byte.to_le_bytes()[0]).collect(),
            cipher: Vec::new(),
            scratch: vec![0; 8192],
            wrong: None,
        };
        work.digest[0] = work.label.len().to_le_bytes()[0];
        work
    }

    fn expect(&mut self, right: bool, what: &'static str) {
        if !right {
            self.wrong = Some(what);
        }
    }

    /// Pieces of the plaintext: how many, and how long.
    fn pieces(&mut self) -> (usize, usize) {
        (1 + self.random.below(4), 1 + self.random.below(200))
    }

    fn sign(&mut self, session: &mut Session) -> Result<()> {
        self.signature = session.sign(Mechanism::ECDSA, self.bed.keys.pair.private, &self.digest)?;
        self.expect(self.signature.len() == 64, "the length of a signature");
        Ok(())
    }

    fn sign_into(&mut self, session: &mut Session) -> Result<()> {
        let key = self.bed.keys.pair.private;
        let length = session.sign_into(Mechanism::ECDSA, key, &self.digest, &mut self.scratch)?;
        self.expect(length == 64, "the length of a signature in a buffer");
        Ok(())
    }

    fn verify(&mut self, session: &mut Session) -> Result<()> {
        if self.signature.is_empty() {
            self.sign(session)?;
        }
        session.verify(Mechanism::ECDSA, self.bed.keys.pair.public, &self.digest, &self.signature)
    }

    fn sign_in_pieces(&mut self, session: &mut Session) -> Result<()> {
        let (count, length) = self.pieces();
        let key = self.bed.keys.hmac;
        let mut signer = session.signer(Mechanism::SHA256_HMAC, key)?;
        for _ in 0..count {
            signer.update(&self.plain[..length])?;
        }
        let mac = signer.finish()?;
        let whole = self.plain[..length].repeat(count);
        session.verify(Mechanism::SHA256_HMAC, key, &whole, &mac)
    }

    fn drop_signer(&mut self, session: &mut Session) -> Result<()> {
        let (count, length) = self.pieces();
        let mut signer = session.signer(Mechanism::SHA256_HMAC, self.bed.keys.hmac)?;
        for _ in 1..count {
            signer.update(&self.plain[..length])?;
        }
        Ok(())
    }

    fn drop_verifier(&mut self, session: &mut Session) -> Result<()> {
        let (count, length) = self.pieces();
        let mut verifier = session.verifier(Mechanism::SHA256_HMAC, self.bed.keys.hmac)?;
        for _ in 1..count {
            verifier.update(&self.plain[..length])?;
        }
        Ok(())
    }

    fn encrypt(&mut self, session: &mut Session) -> Result<()> {
        let length = self.random.below(self.plain.len());
        self.cipher = session.encrypt(AesCbcPad::new(&IV), self.bed.keys.aes, &self.plain[..length])?;
        self.expect(self.cipher.len() == length / 16 * 16 + 16, "the length of a ciphertext");
        Ok(())
    }

    fn decrypt(&mut self, session: &mut Session) -> Result<()> {
        if self.cipher.is_empty() {
            self.encrypt(session)?;
        }
        let plain = session.decrypt(AesCbcPad::new(&IV), self.bed.keys.aes, &self.cipher)?;
        self.expect(self.plain.starts_with(&plain), "a plaintext");
        Ok(())
    }

    fn decrypt_into(&mut self, session: &mut Session) -> Result<()> {
        if self.cipher.is_empty() {
            self.encrypt(session)?;
        }
        let (key, cipher, to) = (self.bed.keys.aes, &self.cipher, &mut self.scratch);
        let length = session.decrypt_into(AesCbcPad::new(&IV), key, cipher, to)?;
        self.expect(self.plain.starts_with(&self.scratch[..length]), "a plaintext in a buffer");
        Ok(())
    }

    fn encrypt_in_pieces(&mut self, session: &mut Session) -> Result<()> {
        let (count, length) = self.pieces();
        let mut encryptor = session.encryptor(AesCbcPad::new(&IV), self.bed.keys.aes)?;
        let mut all = Vec::new();
        for _ in 0..count {
            all.extend(encryptor.update(&self.plain[..length])?);
        }
        all.extend(encryptor.finish()?);
        let plain = session.decrypt(AesCbcPad::new(&IV), self.bed.keys.aes, &all)?;
        self.expect(plain == self.plain[..length].repeat(count), "a plaintext that was encrypted in pieces");
        Ok(())
    }

    fn gcm(&mut self, session: &mut Session) -> Result<()> {
        let (key, length) = (self.bed.keys.aes, self.random.below(1000));
        let gcm = AesGcm::new(&IV[..12]).aad(b"header");
        let cipher = session.encrypt(&gcm, key, &self.plain[..length])?;
        let plain = session.decrypt(&gcm, key, &cipher)?;
        self.expect(plain == self.plain[..length], "a plaintext of an authenticated encryption");
        Ok(())
    }

    fn drop_encryptor(&mut self, session: &mut Session) -> Result<()> {
        let (count, length) = self.pieces();
        let mut encryptor = session.encryptor(AesCbcPad::new(&IV), self.bed.keys.aes)?;
        for _ in 1..count {
            encryptor.update(&self.plain[..length])?;
        }
        Ok(())
    }

    fn drop_decryptor(&mut self, session: &mut Session) -> Result<()> {
        if self.cipher.is_empty() {
            self.encrypt(session)?;
        }
        let (count, _) = self.pieces();
        let mut decryptor = session.decryptor(AesCbcPad::new(&IV), self.bed.keys.aes)?;
        for piece in self.cipher.chunks(16).take(count - 1) {
            decryptor.update(piece)?;
        }
        Ok(())
    }

    fn digest(&mut self, session: &mut Session) -> Result<()> {
        let length = self.random.below(self.plain.len());
        let digest = session.digest(Mechanism::SHA256, &self.plain[..length])?;
        self.expect(digest.len() == 32, "the length of a digest");
        Ok(())
    }

    fn digest_in_pieces(&mut self, session: &mut Session) -> Result<()> {
        let (count, length) = self.pieces();
        let mut digester = session.digester(Mechanism::SHA256)?;
        for _ in 0..count {
            digester.update(&self.plain[..length])?;
        }
        let digest = digester.finish()?;
        let whole = session.digest(Mechanism::SHA256, &self.plain[..length].repeat(count))?;
        self.expect(digest == whole, "a digest in pieces");
        Ok(())
    }

    fn drop_digester(&mut self, session: &mut Session) -> Result<()> {
        let (count, length) = self.pieces();
        let mut digester = session.digester(Mechanism::SHA256)?;
        for _ in 1..count {
            digester.update(&self.plain[..length])?;
        }
        Ok(())
    }

    fn find(&mut self, session: &mut Session) -> Result<()> {
        let pair = session.find_key_pair(&[attr::LABEL.is("pair")])?;
        self.expect(pair == self.bed.keys.pair, "the key pair that was found");
        Ok(())
    }

    /// For keys alone: where a search finds an object that another thread is just making, SoftHSM2 takes it for one of the
    /// session that searches, and forgets its handle with that session.
    fn drop_search(&mut self, session: &mut Session) -> Result<()> {
        let wanted = self.random.below(3);
        for object in session.search(&[attr::CLASS.is(ObjectClass::SECRET_KEY)])?.take(wanted) {
            object?;
        }
        Ok(())
    }

    fn get(&mut self, session: &mut Session) -> Result<()> {
        let query = (attr::LABEL, attr::CLASS, attr::VALUE_LEN, attr::START_DATE.optional());
        let (label, class, length, date) = session.get(self.bed.keys.aes, query)?;
        let right = label == "aes" && class == ObjectClass::SECRET_KEY && length == 32 && date.is_none();
        self.expect(right, "the attributes of a key");
        Ok(())
    }

    fn attributes(&mut self, session: &mut Session) -> Result<()> {
        let wanted = [
            AttributeType::LABEL,
            AttributeType::VALUE,
            AttributeType::ID,
            AttributeType::MODULUS,
            AttributeType::KEY_TYPE,
            AttributeType::EC_POINT,
        ];
        let entries = session.attributes(self.bed.keys.pair.public, &wanted)?;
        let right = entries[0].get(attr::LABEL).as_deref() == Some("pair") && entries[3].value().is_err();
        self.expect(right, "the attributes of a public key");
        Ok(())
    }

    /// Seldom: SoftHSM2 never forgets an object.
    fn create(&mut self, session: &mut Session) -> Result<()> {
        if self.random.below(8) != 0 {
            return self.get(session);
        }
        let object = session.create_object(&[
            attr::CLASS.is(ObjectClass::DATA),
            attr::TOKEN.is(false),
            attr::PRIVATE.is(false),
            attr::LABEL.is(&self.label),
            attr::VALUE.is(&self.plain[..64]),
        ])?;
        let found = session.find::<Data>(&[attr::LABEL.is(&self.label)])?;
        self.expect(found == [Data::from_object(object)], "the object that was found");
        let value = session.get(object, attr::VALUE)?;
        self.expect(value.ct_eq(&self.plain[..64]), "the value of an object");
        // What is not destroyed goes with the session; until then it must not be found again.
        session.set(object, &[attr::LABEL.is("left to the session")])?;
        if self.random.below(2) == 0 { session.destroy(object) } else { Ok(()) }
    }

    fn random_bytes(&mut self, session: &mut Session) -> Result<()> {
        let length = 16 + self.random.below(64);
        session.fill_random(&mut self.scratch[..length])
    }

    fn information(&mut self, session: &mut Session) -> Result<()> {
        session.info()?;
        self.bed.slot.info()?;
        self.bed.slot.token_info()?;
        self.bed.slot.mechanism_info(pkcs11_safe::MechanismType::SHA256)?;
        self.bed.context.info().map(drop)
    }
}
