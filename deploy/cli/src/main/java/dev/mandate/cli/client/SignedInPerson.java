package dev.mandate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.cli.running.Layout;
import dev.mandate.cli.running.Service;
import dev.mandate.embedded.OwnersFile;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who signed in at this checkout by {@code deploy/mandate login}, kept in a file that only its owner reads, beside the other secrets. Its
 * refresh token works once for the next, so that commands that run at once take turns.
 */
public final class SignedInPerson {
    private static final String TOKEN = "/oauth2/token";
    private static final int SPARE_SECONDS = 20;

    private final ApiClient api;
    private final Path file;

    public SignedInPerson(ApiClient api, Layout layout) {
        this.api = api;
        this.file = layout.signedIn();
    }

    /** What is kept. */
    private record Kept(String client, String refreshToken, String accessToken, Instant until) {}

    public boolean isThere() {
        return Files.exists(file);
    }

    /**
     * An access token of his; empty where nobody is signed in, so that commands run as the bootstrap client.
     *
     * @throws SignInEnded if his sign-in has ended, since nobody means to go on as somebody else then
     */
    public Optional<String> token() {
        return isThere() ? alone(this::present) : Optional.empty();
    }

    private Optional<String> present() {
        if (!isThere()) return Optional.empty();
        var kept = read();
        if (kept == null) throw new SignInEnded();
        if (Instant.now().isBefore(kept.until().minusSeconds(SPARE_SECONDS))) return Optional.of(kept.accessToken());
        var answer = api.form(
                Service.IDENTITY,
                TOKEN,
                "",
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        kept.refreshToken(),
                        "client_id",
                        kept.client()));
        if (answer.status() == 400 || answer.status() == 401) {
            write(EventJson.mapper().createObjectNode().put("ended", true));
            throw new SignInEnded();
        }
        var tokens = answer.orRefuse();
        keep(kept.client(), tokens);
        return Optional.of(tokens.path("access_token").asText());
    }

    /** From the token endpoint's answer to {@code login}. */
    public void begin(String client, JsonNode tokens) {
        alone(() -> {
            keep(client, tokens);
            return Optional.empty();
        });
    }

    /** Gives back what the sign-in had got; false where nobody was signed in. */
    public boolean end() {
        if (!isThere()) return false;
        return alone(() -> {
                    var kept = read();
                    forget();
                    if (kept == null) return Optional.<ApiClient.Answer>empty();
                    return Optional.of(api.form(
                            Service.IDENTITY,
                            "/oauth2/revoke",
                            "",
                            Map.of("token", kept.refreshToken(), "client_id", kept.client())));
                })
                .map(answer -> {
                    answer.orRefuse();
                    return true;
                })
                .orElse(false);
    }

    private void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file, e);
        }
    }

    /** Null for a sign-in that has ended: whoever began it says by `login` or `logout` as whom commands run next. */
    private @Nullable Kept read() {
        try {
            var kept = EventJson.mapper().readTree(file.toFile());
            if (kept.path("ended").asBoolean()) return null;
            return new Kept(
                    kept.path("client").asText(),
                    kept.path("refreshToken").asText(),
                    kept.path("accessToken").asText(),
                    Instant.parse(kept.path("until").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + "; `deploy/mandate logout` removes it", e);
        }
    }

    /** Whole or not at all, and never readable by others. */
    private void keep(String client, JsonNode tokens) {
        var until = Instant.now().plusSeconds(tokens.path("expires_in").asLong());
        write(EventJson.mapper()
                .createObjectNode()
                .put("client", client)
                .put("refreshToken", tokens.path("refresh_token").asText())
                .put("accessToken", tokens.path("access_token").asText())
                .put("until", until.toString()));
    }

    private void write(ObjectNode kept) {
        OwnersFile.write(file, kept.toString());
    }

    private <T> Optional<T> alone(Supplier<Optional<T>> act) {
        try {
            Files.createDirectories(file.getParent());
            var lock = file.resolveSibling(file.getFileName() + ".lock");
            try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var ignored = channel.lock()) {
                return act.get();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + file, e);
        }
    }

    /** Whoever was signed in isn't any more. */
    public static final class SignInEnded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SignInEnded() {
            super("your sign-in has ended; sign in again with `deploy/mandate login`,"
                    + " or go on as the bootstrap client after `deploy/mandate logout`");
        }
    }
}
