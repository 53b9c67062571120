package dev.mandate.bench.tokens;

import static dev.mandate.bench.tokens.AskedIdentity.EXCHANGE;
import static dev.mandate.bench.tokens.AskedIdentity.FORM;
import static dev.mandate.bench.tokens.AskedIdentity.ask;
import static dev.mandate.bench.tokens.AskedIdentity.asks;

import dev.mandate.bench.http.Load;
import dev.mandate.bench.tokens.AskedIdentity.Client;
import dev.mandate.embedded.Platform;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A packaged identity-service that knows a million people, of whom 100,000 are signed in: what each kind of request takes of its CPU and of the
 * database's, and how many rows the database looked at for it.
 */
public final class PeopleBench {
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm", 8));
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("seconds", 5));
    private static final int PEOPLE = Integer.getInteger("people", 1_000_000);
    private static final int SESSIONS = PEOPLE / 10;
    private static final int USERS = Math.min(PEOPLE, 200_000);
    private static final String ROWS = System.getProperty("rows", ".*");
    private static final int ASKING = Integer.getInteger("asking", 50);

    private static final String VERIFIER = "bench-bench-bench-bench-bench-bench-bench-bench";
    private static final String CHALLENGE = "2MH3YjnyOl-lagcJc-zZbhwcSf84kouHR6DZ4HjAS0c";

    private final AskedIdentity identity;
    private final ManyPeople people;
    private final DatabaseCpu database;
    private final List<String> passedOver = new ArrayList<>();
    /** CPU of the first row, milliseconds; 0 before it. */
    private double first;

    private PeopleBench(AskedIdentity identity, ManyPeople people, DatabaseCpu database) {
        this.identity = identity;
        this.people = people;
        this.database = database;
    }

    /** Needs the package of identity-service in the working directory. */
    public static void run() throws Exception {
        AskedIdentity.requirePackage();
        var platform = Platform.shared();
        var settings = Map.of(
                "mandate.access-token-lifetime", "PT2H", "mandate.scim.at-once", "100", "mandate.oauth.at-once", "512");
        try (var identity = AskedIdentity.start(platform, settings, Files.createTempDirectory("mandate-people"));
                var people = ManyPeople.of(platform, PEOPLE, SESSIONS)) {
            new PeopleBench(identity, people, DatabaseCpu.of(platform)).measure();
        }
    }

    private void measure() throws Exception {
        var admin = identity.admin();
        var application = identity.client(
                admin,
                Map.of(
                        "name",
                        "bench",
                        "scopes",
                        List.of("openid", "profile", "agents:write", "delegations:write"),
                        "redirectUris",
                        List.of("https://bench.example/")));
        var directory = identity.client(admin, Map.of("name", "directory", "scopes", List.of("scim:write")));
        var began = System.nanoTime();
        people.write(application.id(), directory.id(), USERS);
        System.out.printf(
                Locale.ROOT,
                "%n  %,d people, %,d agents, %,d sign-ins, %,d users of one SCIM client, written in %d s%n",
                PEOPLE,
                PEOPLE / 10,
                SESSIONS,
                USERS,
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
        System.out.printf(
                "%n  %-36s %10s %16s %17s %14s %20s %14s %7s%n",
                "",
                "a second",
                "CPU ms, service",
                "CPU ms, database",
                "of the first",
                "at half: p50, p99 ms",
                "rows read",
                "failed");
        machines();
        signedIn(application);
        administration(admin);
        provisioning(identity.token(directory));
        if (first == 0)
            throw new IllegalArgumentException(
                    "-Drows=" + ROWS + " is the pattern of no row: match some of " + String.join("; ", passedOver));
    }

    private void machines() throws Exception {
        var clients = identity.clients(ASKING);
        row("client_credentials", asks(clients, "grant_type=client_credentials"));
        var own = identity.aboutOwnTokens(clients);
        row("token exchange, narrowing", own.exchanges());
        row("introspection of a machine's token", own.introspections());
    }

    private void signedIn(Client application) throws Exception {
        var agents = new ArrayList<Load.Ask>();
        var questions = new ArrayList<Load.Ask>();
        var who = new ArrayList<Load.Ask>();
        for (int i = 0; i < ASKING; i++) {
            var n = nth(i, SESSIONS);
            var token = signedIn(application, n);
            questions.add(ask("/oauth2/introspect", application, "token=" + token));
            who.add(bearer("/oauth2/userinfo", token));
            agents.add(tookUp(token, n));
        }
        row("an agent takes up a delegation", agents);
        row("introspection of a person's token", questions);
        row("userinfo", who);
        row("the sign-in page", new Load.Ask[] {new Load.Ask("/sign-in", "", FORM, Buffer.buffer())});
        row(
                "a person's own page",
                i -> new Load.Ask(
                        "/account", "", FORM, Buffer.buffer(), Map.of("Cookie", ManyPeople.cookie(nth(i, SESSIONS)))));
    }

    private String signedIn(Client application, int n) throws Exception {
        var back = identity.sentTo(
                "/oauth2/authorize?response_type=code&client_id=" + application.id()
                        + "&redirect_uri=https://bench.example/&scope=openid%20profile%20agents:write%20delegations:write"
                        + "&code_challenge_method=S256&code_challenge=" + CHALLENGE,
                ManyPeople.cookie(n));
        var code = Arrays.stream(URI.create(back).getQuery().split("&"))
                .filter(it -> it.startsWith("code="))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no code: " + back));
        return identity.token(
                application,
                "grant_type=authorization_code&" + code + "&redirect_uri=https://bench.example/&code_verifier="
                        + VERIFIER);
    }

    private Load.Ask tookUp(String token, int n) throws Exception {
        var made = identity.post(
                "/agents",
                token,
                Map.of("name", "clerk", "owner", ManyPeople.person(n), "platform", "bench", "purpose", "measuring"));
        var agent =
                Client.of(made.path("id").asText(), made.path("clientSecret").asText());
        var delegation = identity.post(
                        "/delegations",
                        token,
                        Map.of(
                                "agent",
                                agent.id(),
                                "task",
                                "measure",
                                "taskIdentifiers",
                                List.of(),
                                "scope",
                                List.of(Map.of("tool", "bench.measure")),
                                "expiresAt",
                                Instant.now().plus(Duration.ofHours(2)).toString()))
                .path("delegation")
                .asText();
        return ask(
                "/oauth2/token",
                agent,
                EXCHANGE + "urn:mandate:params:oauth:token-type:delegation&subject_token=" + delegation);
    }

    private void administration(String admin) throws Exception {
        row("a person by id", i -> bearer("/identities/" + ManyPeople.person(nth(i, PEOPLE)), admin));
        row("people of a name", i -> bearer("/identities?name=Person%20" + nth(i, PEOPLE), admin));
        row("a person by employee id", i -> bearer("/identities?employeeId=E" + nth(i, PEOPLE), admin));
        row(
                "a person's sign-ins",
                i -> bearer("/identities/" + ManyPeople.person(nth(i, SESSIONS)) + "/sign-ins", admin));
        row("agents of a name", i -> bearer("/agents?name=Agent%20" + nth(i, PEOPLE / 10), admin));
        row("agents of a person", i -> bearer("/agents?owner=" + ManyPeople.person(nth(i, PEOPLE / 10)), admin));
        row("a page of workloads", i -> bearer("/workloads?limit=50", admin));
    }

    private void provisioning(String token) throws Exception {
        row("SCIM: the first 100", i -> bearer("/scim/v2/Users?count=100", token));
        row("SCIM: the last 100", i -> bearer("/scim/v2/Users?count=100&startIndex=" + (USERS - 99), token));
        row(
                "SCIM: by userName",
                i -> bearer(
                        "/scim/v2/Users?filter=userName%20eq%20%22person" + nth(i, USERS) + "@bench.example%22",
                        token));
    }

    /** Spread over all. */
    private static int nth(int i, int of) {
        return 1 + (int) ((long) i * 7_919 % of);
    }

    private static Load.Ask bearer(String path, String token) {
        return new Load.Ask(path, token, Buffer.buffer());
    }

    private void row(String what, IntFunction<Load.Ask> asks) throws Exception {
        row(what, IntStream.range(0, 1_000).mapToObj(asks).toArray(Load.Ask[]::new));
    }

    private void row(String what, List<Load.Ask> asks) throws Exception {
        row(what, asks.toArray(Load.Ask[]::new));
    }

    private void row(String what, Load.Ask[] asks) throws Exception {
        if (!what.matches(ROWS)) {
            passedOver.add(what);
            return;
        }
        try (var load = new Load(identity.port(), asks)) {
            var rows = people.read();
            var warm = load.saturate(WARM_UP, () -> Duration.ZERO);
            var before = database.now();
            var full = load.saturate(RUN, identity.jvm()::cpu);
            var databaseTook = database.now().minus(before);
            var read = people.read() - rows;
            var half = load.pace(full.perSecond() / 2, RUN, identity.jvm()::cpu);
            var its = full.cpuMicros() / 1e3;
            var databases = databaseTook.toNanos() / 1e6 / full.answers();
            if (first == 0) first = its + databases;
            System.out.printf(
                    Locale.ROOT,
                    "  %-36s %10.0f %16.3f %17.3f %13.1fx %12.2f %7.2f %14.1f %7d%n",
                    what,
                    full.perSecond(),
                    its,
                    databases,
                    (its + databases) / first,
                    half.p50Millis(),
                    half.p99Millis(),
                    (double) read / (warm.answers() + full.answers()),
                    full.failed() + half.failed());
        }
    }
}
