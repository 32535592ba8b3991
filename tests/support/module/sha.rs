//! SHA-1 and SHA-2 (FIPS 180-4), and HMAC (FIPS 198-1): the only real cryptography here.

/// Fractional parts of the cube roots of the first 80 primes; SHA-256 uses the upper halves of the first 64.
const K: [u64; 80] = [
    0x428a2f98_d728ae22,
    0x71374491_23ef65cd,
    0xb5c0fbcf_ec4d3b2f,
    0xe9b5dba5_8189dbbc,
    0x3956c25b_f348b538,
    0x59f111f1_b605d019,
    0x923f82a4_af194f9b,
    0xab1c5ed5_da6d8118,
    0xd807aa98_a3030242,
    0x12835b01_45706fbe,
    0x243185be_4ee4b28c,
    0x550c7dc3_d5ffb4e2,
    0x72be5d74_f27b896f,
    0x80deb1fe_3b1696b1,
    0x9bdc06a7_25c71235,
    0xc19bf174_cf692694,
    0xe49b69c1_9ef14ad2,
    0xefbe4786_384f25e3,
    0x0fc19dc6_8b8cd5b5,
    0x240ca1cc_77ac9c65,
    0x2de92c6f_592b0275,
    0x4a7484aa_6ea6e483,
    0x5cb0a9dc_bd41fbd4,
    0x76f988da_831153b5,
    0x983e5152_ee66dfab,
    0xa831c66d_2db43210,
    0xb00327c8_98fb213f,
    0xbf597fc7_beef0ee4,
    0xc6e00bf3_3da88fc2,
    0xd5a79147_930aa725,
    0x06ca6351_e003826f,
    0x14292967_0a0e6e70,
    0x27b70a85_46d22ffc,
    0x2e1b2138_5c26c926,
    0x4d2c6dfc_5ac42aed,
    0x53380d13_9d95b3df,
    0x650a7354_8baf63de,
    0x766a0abb_3c77b2a8,
    0x81c2c92e_47edaee6,
    0x92722c85_1482353b,
    0xa2bfe8a1_4cf10364,
    0xa81a664b_bc423001,
    0xc24b8b70_d0f89791,
    0xc76c51a3_0654be30,
    0xd192e819_d6ef5218,
    0xd6990624_5565a910,
    0xf40e3585_5771202a,
    0x106aa070_32bbd1b8,
    0x19a4c116_b8d2d0c8,
    0x1e376c08_5141ab53,
    0x2748774c_df8eeb99,
    0x34b0bcb5_e19b48a8,
    0x391c0cb3_c5c95a63,
    0x4ed8aa4a_e3418acb,
    0x5b9cca4f_7763e373,
    0x682e6ff3_d6b2b8a3,
    0x748f82ee_5defb2fc,
    0x78a5636f_43172f60,
    0x84c87814_a1f0ab72,
    0x8cc70208_1a6439ec,
    0x90befffa_23631e28,
    0xa4506ceb_de82bde9,
    0xbef9a3f7_b2c67915,
    0xc67178f2_e372532b,
    0xca273ece_ea26619c,
    0xd186b8c7_21c0c207,
    0xeada7dd6_cde0eb1e,
    0xf57d4f7f_ee6ed178,
    0x06f067aa_72176fba,
    0x0a637dc5_a2c898a6,
    0x113f9804_bef90dae,
    0x1b710b35_131c471b,
    0x28db77f5_23047d84,
    0x32caab7b_40c72493,
    0x3c9ebe0a_15c9bebc,
    0x431d67c4_9c100d4c,
    0x4cc5d4be_cb3e42b6,
    0x597f299c_fc657e2a,
    0x5fcb6fab_3ad6faec,
    0x6c44198c_4a475817,
];

/// Where each algorithm starts: square roots of primes, and for SHA-512/t what its own definition makes of them.
const START_1: [u64; 8] = [
    0x00000000_67452301,
    0x00000000_efcdab89,
    0x00000000_98badcfe,
    0x00000000_10325476,
    0x00000000_c3d2e1f0,
    0x00000000_00000000,
    0x00000000_00000000,
    0x00000000_00000000,
];

const START_224: [u64; 8] = [
    0x00000000_c1059ed8,
    0x00000000_367cd507,
    0x00000000_3070dd17,
    0x00000000_f70e5939,
    0x00000000_ffc00b31,
    0x00000000_68581511,
    0x00000000_64f98fa7,
    0x00000000_befa4fa4,
];

const START_256: [u64; 8] = [
    0x00000000_6a09e667,
    0x00000000_bb67ae85,
    0x00000000_3c6ef372,
    0x00000000_a54ff53a,
    0x00000000_510e527f,
    0x00000000_9b05688c,
    0x00000000_1f83d9ab,
    0x00000000_5be0cd19,
];

const START_384: [u64; 8] = [
    0xcbbb9d5d_c1059ed8,
    0x629a292a_367cd507,
    0x9159015a_3070dd17,
    0x152fecd8_f70e5939,
    0x67332667_ffc00b31,
    0x8eb44a87_68581511,
    0xdb0c2e0d_64f98fa7,
    0x47b5481d_befa4fa4,
];

const START_512: [u64; 8] = [
    0x6a09e667_f3bcc908,
    0xbb67ae85_84caa73b,
    0x3c6ef372_fe94f82b,
    0xa54ff53a_5f1d36f1,
    0x510e527f_ade682d1,
    0x9b05688c_2b3e6c1f,
    0x1f83d9ab_fb41bd6b,
    0x5be0cd19_137e2179,
];

const START_512_224: [u64; 8] = [
    0x8c3d37c8_19544da2,
    0x73e19966_89dcd4d6,
    0x1dfab7ae_32ff9c82,
    0x679dd514_582f9fcf,
    0x0f6d2b69_7bd44da8,
    0x77e36f73_04c48942,
    0x3f9d85a8_6a1d36c8,
    0x1112e6ad_91d692a1,
];

const START_512_256: [u64; 8] = [
    0x22312194_fc2bf72c,
    0x9f555fa3_c84c64c2,
    0x2393b86b_6f53b151,
    0x96387719_5940eabd,
    0x96283ee2_a88effe3,
    0xbe5e1e25_53863992,
    0x2b0199fc_2c85b8aa,
    0x0eb72ddc_81c52ca2,
];

/// A hash that can be computed for real.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512_224,
    Sha512_256,
}

impl Algorithm {
    /// Length of the digest in bytes.
    pub(super) const fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha224 | Self::Sha512_224 => 28,
            Self::Sha256 | Self::Sha512_256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    const fn start(self) -> [u64; 8] {
        match self {
            Self::Sha1 => START_1,
            Self::Sha224 => START_224,
            Self::Sha256 => START_256,
            Self::Sha384 => START_384,
            Self::Sha512 => START_512,
            Self::Sha512_224 => START_512_224,
            Self::Sha512_256 => START_512_256,
        }
    }

    /// Whether words have 64 bits.
    const fn wide(self) -> bool {
        !matches!(self, Self::Sha1 | Self::Sha224 | Self::Sha256)
    }

    const fn block(self) -> usize {
        if self.wide() { 128 } else { 64 }
    }
}

/// A hash under way.
#[derive(Clone, Debug)]
pub(super) struct Sha {
    algorithm: Algorithm,
    words: [u64; 8],
    pending: Vec<u8>,
    length: u64,
}

impl Sha {
    pub(super) fn new(algorithm: Algorithm) -> Self {
        Self { algorithm, words: algorithm.start(), pending: Vec::new(), length: 0 }
    }

    pub(super) fn update(&mut self, data: &[u8]) {
        self.length += data.len() as u64;
        self.pending.extend_from_slice(data);
        let block = self.algorithm.block();
        let whole = self.pending.len() / block * block;
        for chunk in self.pending[..whole].chunks_exact(block) {
            compress(self.algorithm, &mut self.words, chunk);
        }
        self.pending.drain(..whole);
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        let block = self.algorithm.block();
        let bits = u128::from(self.length) * 8;
        let length_field = block / 8;
        let zeros = block - 1 - (self.pending.len() + length_field) % block;
        let mut tail = vec![0; 1 + zeros];
        tail[0] = 0x80;
        tail.extend_from_slice(&bits.to_be_bytes()[16 - length_field..]);
        self.update(&tail);
        let skip = if self.algorithm.wide() { 0 } else { 4 };
        let mut digest = Vec::with_capacity(64);
        for word in self.words {
            digest.extend_from_slice(&word.to_be_bytes()[skip..]);
        }
        digest.truncate(self.algorithm.length());
        digest
    }
}

/// The digest of one message.
pub(super) fn digest(algorithm: Algorithm, data: &[u8]) -> Vec<u8> {
    let mut sha = Sha::new(algorithm);
    sha.update(data);
    sha.finish()
}

/// HMAC with that hash.
pub(super) fn hmac(algorithm: Algorithm, key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut padded = if key.len() > algorithm.block() { digest(algorithm, key) } else { key.to_vec() };
    padded.resize(algorithm.block(), 0);
    let with = |pad: u8, rest: &[u8]| {
        let mut message: Vec<u8> = padded.iter().map(|byte| byte ^ pad).collect();
        message.extend_from_slice(rest);
        digest(algorithm, &message)
    };
    with(0x5c, &with(0x36, data))
}

/// Where a block leads to, for Miri: it interprets each step, and sees the same few blocks over and over.
#[cfg(miri)]
fn compress(algorithm: Algorithm, words: &mut [u64; 8], block: &[u8]) {
    type Step = (Algorithm, [u64; 8], Vec<u8>, [u64; 8]);
    thread_local! {
        // Of each thread, so that no thread waits here for another, which would hide a race.
        static SEEN: std::cell::RefCell<Vec<Step>> = const { std::cell::RefCell::new(Vec::new()) };
    }
    SEEN.with_borrow_mut(|seen| {
        if let Some((.., end)) = seen.iter().find(|(a, from, b, _)| *a == algorithm && from == words && b == block) {
            *words = *end;
            return;
        }
        let from = *words;
        compute(algorithm, words, block);
        seen.push((algorithm, from, block.to_vec(), *words));
    });
}

#[cfg(not(miri))]
use compute as compress;

fn compute(algorithm: Algorithm, words: &mut [u64; 8], block: &[u8]) {
    match algorithm {
        Algorithm::Sha1 => compress_1(words, block),
        _ if algorithm.wide() => compress_64(words, block),
        _ => compress_32(words, block),
    }
}

fn narrow(word: u64) -> u32 {
    let [.., a, b, c, d] = word.to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}

fn word_32(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte))
}

fn compress_1(words: &mut [u64; 8], block: &[u8]) {
    let mut w = [0_u32; 80];
    for (word, bytes) in w.iter_mut().zip(block.chunks_exact(4)) {
        *word = word_32(bytes);
    }
    for t in 16..80 {
        w[t] = (w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16]).rotate_left(1);
    }
    let [mut a, mut b, mut c, mut d, mut e, ..] = words.map(narrow);
    for (t, word) in w.iter().enumerate() {
        let (f, k) = match t / 20 {
            0 => (b & c | !b & d, 0x5a82_7999),
            1 => (b ^ c ^ d, 0x6ed9_eba1),
            2 => (b & c | b & d | c & d, 0x8f1b_bcdc),
            _ => (b ^ c ^ d, 0xca62_c1d6),
        };
        let next = a.rotate_left(5).wrapping_add(f).wrapping_add(e).wrapping_add(k).wrapping_add(*word);
        (a, b, c, d, e) = (next, a, b.rotate_left(30), c, d);
    }
    for (word, add) in words.iter_mut().zip([a, b, c, d, e]) {
        *word = u64::from(narrow(*word).wrapping_add(add));
    }
}

/// Both sizes of SHA-2 differ in the word and in the distances of the rotations.
macro_rules! sha_2 {
    ($name:ident $word:ty, $rounds:literal, $width:literal, $read:expr, $constant:expr, $narrow:expr,
     [$a:literal $b:literal $c:literal] [$d:literal $e:literal $f:literal]
     [$g:literal $h:literal $i:literal] [$j:literal $k:literal $l:literal]) => {
        fn $name(words: &mut [u64; 8], block: &[u8]) {
            let mut w: [$word; $rounds] = [0; $rounds];
            for (word, bytes) in w.iter_mut().zip(block.chunks_exact($width)) {
                *word = $read(bytes);
            }
            for t in 16..$rounds {
                let (x, y) = (w[t - 15], w[t - 2]);
                let s0 = x.rotate_right($a) ^ x.rotate_right($b) ^ x >> $c;
                let s1 = y.rotate_right($d) ^ y.rotate_right($e) ^ y >> $f;
                w[t] = w[t - 16].wrapping_add(s0).wrapping_add(w[t - 7]).wrapping_add(s1);
            }
            let mut v: [$word; 8] = words.map($narrow);
            for (word, constant) in w.iter().zip(K) {
                let [a, b, c, d, e, f, g, h] = v;
                let s1 = e.rotate_right($j) ^ e.rotate_right($k) ^ e.rotate_right($l);
                let s0 = a.rotate_right($g) ^ a.rotate_right($h) ^ a.rotate_right($i);
                let t1 = h
                    .wrapping_add(s1)
                    .wrapping_add(e & f ^ !e & g)
                    .wrapping_add($constant(constant))
                    .wrapping_add(*word);
                let t2 = s0.wrapping_add(a & b ^ a & c ^ b & c);
                v = [t1.wrapping_add(t2), a, b, c, d.wrapping_add(t1), e, f, g];
            }
            for (word, add) in words.iter_mut().zip(v) {
                *word = u64::from($narrow(*word).wrapping_add(add));
            }
        }
    };
}

sha_2! { compress_32 u32, 64, 4, word_32, |k: u64| narrow(k >> 32), narrow,
[7 18 3] [17 19 10] [2 13 22] [6 11 25] }

sha_2! { compress_64 u64, 80, 8, |bytes: &[u8]| bytes.iter().fold(0, |w, b| w << 8 | u64::from(*b)), |k| k, |w: u64| w,
[1 8 7] [19 61 6] [28 34 39] [14 18 41] }

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_digests_are_those_of_the_standard() {
        let expected = [
            (Algorithm::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d", "af0b191c2de46fe13fe0908f5a6a4e90e0cafc46"),
            (
                Algorithm::Sha224,
                "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
                "fd2f31945f10f2e0b559d19c56adc4cddfa4c68f38c77093a9cb8b0c",
            ),
            (
                Algorithm::Sha256,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "a8af099bf2e878609558dbf69d8f88f4a31040a8cf84b549a0cfa912f12ffc3f",
            ),
            (
                Algorithm::Sha384,
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
                "cfe84a17cb1c1c9d4e7d1b1f5e7aee4ba0fa7ccaafe00c80b20b94ef4250ecae24321940e3e66510732fe32f386e4cc7",
            ),
            (
                Algorithm::Sha512,
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
                "6cd2eda9bf9c0597129029b0054b81e433f6b8b7b499a75eb705efd74bac194149835b1d1a14c48be696e4d588456d512a22eae7aa1b57be2b56eae7d35e08cb",
            ),
            (
                Algorithm::Sha512_224,
                "4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa",
                "ca98f9810ed6d8944fa0bd3021a61e945b6c70a974d2051f592a89f8",
            ),
            (
                Algorithm::Sha512_256,
                "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
                "2c1f30472e8d215c59a25e1f9f4534da577c7b8278197e968d95ca43fd28e38a",
            ),
        ];
        for (algorithm, short, long) in expected {
            assert_eq!(hex(&digest(algorithm, b"abc")), short, "{algorithm:?}");
            let message: Vec<u8> = (0..=255).cycle().take(1000).collect();
            let mut sha = Sha::new(algorithm);
            for part in message.chunks(77) {
                sha.update(part);
            }
            assert_eq!(hex(&sha.finish()), long, "{algorithm:?}");
        }
        assert_eq!(
            hex(&hmac(Algorithm::Sha256, b"key", b"abc")),
            "9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab"
        );
        assert_eq!(
            hex(&hmac(Algorithm::Sha512, &[7; 200], b"abc")),
            "08e584141ce1c15bdac6360693f14b6149283fdddfbb826754905377b6003eda72b1faaf5b078916f5a6b56c38ebb76fc0565911a08134134b648ea4f80ec15a"
        );
    }
}
