package dev.mandate.gateway.upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The secret that a server or a provider of models gets, from a file that may be replaced at any time; looked at once a second at most. */
public final class Credential {
    private static final Logger LOG = Logger.getLogger(Credential.class);
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,8192}=*");
    private static final long BETWEEN_LOOKS_NANOS = 1_000_000_000L;

    private final @Nullable Path file;
    private volatile @Nullable Read read;

    private record Read(@Nullable String token, long at) {}

    public Credential(@Nullable Path file) {
        this.file = file;
    }

    /** Null where the server gets none. */
    public @Nullable String current() {
        if (file == null) return null;
        var known = read;
        if (known == null || System.nanoTime() - known.at() > BETWEEN_LOOKS_NANOS) {
            known = new Read(token(file), System.nanoTime());
            read = known;
        }
        return known.token();
    }

    private static @Nullable String token(Path file) {
        try {
            var token = Files.readString(file).strip();
            if (TOKEN.matcher(token).matches()) return token;
            LOG.warnf("%s holds no bearer token", file);
        } catch (IOException e) {
            LOG.warnf("%s can't be read", file);
        }
        return null;
    }
}
