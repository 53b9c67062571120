package dev.mandate.console.clients;

import dev.mandate.console.frame.Told;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Clients in these tests, and what was asked of them. */
@Alternative
@Priority(1)
@ApplicationScoped
public class PlayedClients implements Clients {
    public static final String WIKI = "cli_01jdm00000000000000000000a";
    static final String CLERK = "agt_01jdm00000000000000000000a";
    static final String PAGE = "https://pages.example/client";
    static final String PROPOSAL = "prp_01jdm00000000000000000000a";

    private final List<String> done = new ArrayList<>();
    private boolean allowed;
    private boolean stopped;
    private Told told = new Told.Done();

    public void begin() {
        done.clear();
        allowed = true;
        stopped = false;
        told = new Told.Done();
    }

    void allowed(boolean allowed) {
        this.allowed = allowed;
    }

    void tells(Told told) {
        this.told = told;
    }

    List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public Listed list(String nameHas, boolean ownerless, String after) {
        done.add("list " + nameHas + (ownerless ? " of nobody " : "") + after);
        return allowed ? new Listed(List.of(wiki(), nightly()), true, "17") : new Listed(List.of(), false, "");
    }

    @Override
    public Optional<Client> find(String id) {
        if (!allowed) return Optional.empty();
        return List.of(wiki(), clerk(), nightly()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst();
    }

    @Override
    public Told change(String client, Map<String, Object> wanted) {
        done.add(client + " " + wanted);
        return told;
    }

    @Override
    public Told stop(String client, String reason) {
        done.add("stop " + client + " " + reason);
        stopped = told instanceof Told.Done;
        return told;
    }

    @Override
    public Told resume(String client, String reason) {
        done.add("resume " + client + " " + reason);
        stopped = false;
        return told;
    }

    private Client wiki() {
        return client(
                WIKI, "Wiki <b>", "application", "client_secret_basic", "ES256", List.of("https://wiki.example/back"));
    }

    private Client nightly() {
        return client(PAGE, "nightly", "service", "private_key_jwt", "", List.of());
    }

    private Client clerk() {
        return client(CLERK, "clerk", "agent", "client_secret_basic", "", List.of());
    }

    private Client client(String id, String name, String kind, String proof, String idTokens, List<String> back) {
        var secret = proof.equals("client_secret_basic");
        return new Client(
                id,
                name,
                kind,
                kind.equals("service") ? "" : "Ada Abel",
                kind.equals("service") ? "Nobody answers for it, and nobody is asked to." : "",
                kind.equals("service") ? Instant.now().plus(Duration.ofDays(9)).toString() : "",
                stopped ? "It is stopped and gets no tokens: “a drill”" : "It gets tokens.",
                stopped,
                proof,
                List.of(new Right("know who you are", "openid")),
                new TreeSet<>(Set.of(idTokens.isEmpty() ? "client_credentials" : "authorization_code")),
                back,
                List.of(),
                idTokens,
                false,
                false,
                "",
                Instant.now().minus(Duration.ofDays(3)).toString(),
                7,
                secret
                        ? List.of(new Secret(
                                "sec_a",
                                Instant.now()
                                        .plus(Duration.ofDays(5))
                                        .plusSeconds(60)
                                        .toString()))
                        : List.of(),
                secret
                        ? List.of("at https://chat.example as “wiki”, for whatever it serves, with chat.read")
                        : List.of(),
                id.equals(WIKI)
                        ? List.of(new Waiting(PROPOSAL, "give the client Wiki the scopes openid profile"))
                        : List.of());
    }
}
