package dev.mandate.gateway.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whoever asks proves to be the operator's proxy, by a secret that both have, before anything of a message is read: what it says of others is believed. */
public abstract class ProvenProxy implements ServerInterceptor {
    /** What a secret is, in words. */
    protected static final String RULE = "32 to 256 visible characters of ASCII (openssl rand -hex 32)";

    private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7e]{32,256}");

    private final Metadata.Key<String> proof;
    private final byte @Nullable [] secret;
    private final Status unproven;

    /**
     * @param header in which it is sent
     * @param secret null where nobody has to prove anything
     * @param unproven what whoever doesn't is told to do
     */
    protected ProvenProxy(String header, @Nullable String secret, String unproven) {
        this.proof = Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER);
        this.secret = secret == null ? null : secret.getBytes(US_ASCII);
        this.unproven = Status.UNAUTHENTICATED.withDescription(unproven);
    }

    protected static boolean isSecret(String text) {
        return SECRET.matcher(text).matches();
    }

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
        if (secret == null || isIts(secret, headers.get(proof))) return next.startCall(call, headers);
        call.close(unproven, new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private static boolean isIts(byte[] secret, @Nullable String shown) {
        return shown != null && MessageDigest.isEqual(secret, shown.getBytes(US_ASCII));
    }
}
