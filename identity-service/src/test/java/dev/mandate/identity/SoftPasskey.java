package dev.mandate.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** An authenticator in software, with all that a hostile one could do differently. */
public final class SoftPasskey {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;

    private final byte[] id = new byte[32];
    private final KeyPair key;
    private String origin = TestBrowser.SITE;
    private String host = "localhost";
    private boolean verifies = true;
    private int counter;
    private String user = "";

    public SoftPasskey() {
        new SecureRandom().nextBytes(id);
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            key = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public SoftPasskey at(String otherOrigin) {
        origin = otherOrigin;
        return this;
    }

    public SoftPasskey of(String otherHost) {
        host = otherHost;
        return this;
    }

    public SoftPasskey locked() {
        verifies = false;
        return this;
    }

    public SoftPasskey counting(int from) {
        counter = from;
        return this;
    }

    /** Answers {@code navigator.credentials.create}. */
    public String create(String options) {
        try {
            var asked = JSON.readTree(options);
            user = asked.at("/user/id").asText();
            var data = ByteBuffer.allocate(37 + 16 + 2 + id.length + 77);
            data.put(authenticatorData(PRESENT | ATTESTED | (verifies ? VERIFIED : 0)));
            data.put(new byte[16]).putShort((short) id.length).put(id).put(cose());
            var attestation = new ByteArrayOutputStream();
            attestation.write(0xa3);
            attestation.write(text("fmt"));
            attestation.write(text("none"));
            attestation.write(text("attStmt"));
            attestation.write(0xa0);
            attestation.write(text("authData"));
            attestation.write(new byte[] {0x58, (byte) data.position()});
            attestation.write(data.array(), 0, data.position());
            return answer(Map.of(
                    "clientDataJSON", base64(client("webauthn.create", asked)),
                    "attestationObject", base64(attestation.toByteArray())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Answers {@code navigator.credentials.get}. */
    public String get(String options) {
        try {
            var client = client("webauthn.get", JSON.readTree(options));
            var data = authenticatorData(PRESENT | (verifies ? VERIFIED : 0));
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(data);
            signature.update(sha256(client));
            return answer(Map.of(
                    "clientDataJSON", base64(client),
                    "authenticatorData", base64(data),
                    "signature", base64(signature.sign()),
                    "userHandle", user));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private byte[] client(String type, JsonNode options) throws Exception {
        return JSON.writeValueAsBytes(Map.of(
                "type", type, "challenge", options.get("challenge").asText(), "origin", origin, "crossOrigin", false));
    }

    private byte[] authenticatorData(int flags) throws Exception {
        return ByteBuffer.allocate(37)
                .put(sha256(host.getBytes(UTF_8)))
                .put((byte) flags)
                .putInt(++counter)
                .array();
    }

    /** RFC 9052: EC2, ES256, P-256. */
    private byte[] cose() {
        var point = ((ECPublicKey) key.getPublic()).getW();
        return ByteBuffer.allocate(77)
                .put(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20})
                .put(coordinate(point.getAffineX()))
                .put(new byte[] {0x22, 0x58, 0x20})
                .put(coordinate(point.getAffineY()))
                .array();
    }

    private static byte[] coordinate(BigInteger value) {
        var bytes = value.toByteArray();
        var padded = new byte[32];
        var from = Math.max(0, bytes.length - 32);
        System.arraycopy(bytes, from, padded, 32 - (bytes.length - from), bytes.length - from);
        return padded;
    }

    private static byte[] text(String value) {
        var bytes = value.getBytes(UTF_8);
        var cbor = new byte[bytes.length + 1];
        cbor[0] = (byte) (0x60 + bytes.length);
        System.arraycopy(bytes, 0, cbor, 1, bytes.length);
        return cbor;
    }

    private String answer(Map<String, String> response) throws Exception {
        return JSON.writeValueAsString(Map.of(
                "id", base64(id),
                "rawId", base64(id),
                "type", "public-key",
                "response", response,
                "clientExtensionResults", Map.of()));
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, bytes.length));
    }
}
