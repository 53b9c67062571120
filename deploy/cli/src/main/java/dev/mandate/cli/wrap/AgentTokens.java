package dev.mandate.cli.wrap;

import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of an agent for one server behind the gateway, renewed for as long as what a person agreed to lasts. Without that, or after it, they
 * are the agent's own, by which it sees no tool.
 */
final class AgentTokens implements Bridge.Tokens {
    private static final Duration SPARE = Duration.ofSeconds(20);

    private final Wraps wraps;
    private final SignIn signIn;
    private final String server;
    private final String resource;
    private @Nullable Issued issued;

    private record Issued(
            String token, Instant until, @Nullable String delegation, boolean counts) {}

    AgentTokens(MandateSystem system, String server) {
        this.wraps = new Wraps(system.layout());
        this.signIn = new SignIn(new ApiClient(system.ports()), system);
        this.server = server;
        this.resource = system.ports().url(Service.GATEWAY) + "/mcp/" + server;
    }

    @Override
    public synchronized String token() {
        return issued().token();
    }

    @Override
    public synchronized @Nullable String obstacle() {
        var wrap = wrap();
        if (issued().counts()) return null;
        return (wrap.delegation() == null
                        ? "nobody has agreed yet to what "
                        : "what was agreed to is over, and nobody has agreed to what else ")
                + wrap.agent() + " may do. Ask the person who runs it for: deploy/mandate wrap --renew --config "
                + wrap.file();
    }

    @Override
    public synchronized void refused() {
        issued = null;
    }

    private Issued issued() {
        var wrap = wrap();
        var now = issued;
        if (now != null
                && Objects.equals(now.delegation(), wrap.delegation())
                && Instant.now().isBefore(now.until().minus(SPARE))) return now;
        var delegation = wrap.delegation();
        var fresh = delegation == null ? null : asked(wrap, delegation, true);
        if (fresh == null) fresh = asked(wrap, "", false);
        if (fresh == null) throw new IllegalStateException("the agent " + wrap.agent() + " gets no token any more");
        issued = fresh;
        return fresh;
    }

    /** Null where it is refused: what was agreed to is over, or the agent is stopped. */
    private @Nullable Issued asked(Wrap wrap, String delegation, boolean counts) {
        var answer =
                signIn.tryAgent(wrap.key(), String.valueOf(wrap.agentId()), delegation, Map.of("resource", resource));
        if (answer.status() == 400 || answer.status() == 401) return null;
        var body = answer.orRefuse();
        return new Issued(
                body.path("access_token").asText(),
                Instant.now().plusSeconds(body.path("expires_in").asLong()),
                wrap.delegation(),
                counts);
    }

    private Wrap wrap() {
        var wrap = wraps.having(server)
                .orElseThrow(
                        () -> new IllegalStateException(server + " is not wrapped any more; start the client anew"));
        if (wrap.agentId() == null)
            throw new IllegalStateException("nobody has signed in for " + wrap.agent()
                    + " yet; deploy/mandate wrap --renew --config " + wrap.file());
        return wrap;
    }
}
