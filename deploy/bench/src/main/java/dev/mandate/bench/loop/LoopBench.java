package dev.mandate.bench.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.bench.fixtures.Population;
import dev.mandate.bench.fixtures.Resource;
import dev.mandate.bench.http.BearerTokens;
import dev.mandate.bench.http.StateFeed;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.KeyState;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A packaged audit-service and authz-service with broker and database, as they are shipped but for policies that allow everything
 * and two rules. From sending the action that completes a finding of level high, to the first answer that denies with
 * {@code risk_high}; asked every few milliseconds, one incident at a time. Beside it what a decision learns by one topic alone, without a job between: that a task
 * was revoked.
 */
public final class LoopBench {
    private static final String ISSUER = "http://127.0.0.1:8081";
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseSerialGC");
    private static final int WARM_UP = Integer.getInteger("loop.warm", 50);
    private static final int RUNS = Integer.getInteger("loop.runs", 200);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration HEARD_LIMIT = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 3;

    private final Random random = new Random(20261125);
    private final Platform platform = Platform.shared();
    private final Path directory;
    private final BearerTokens tokens = new BearerTokens(ISSUER);
    private final List<Incident> bySession = incidents(0, true);
    private final List<Incident> byAgent = incidents(WARM_UP + RUNS, false);
    private final List<Incident> revoked = incidents(2 * (WARM_UP + RUNS), true);

    private LoopBench(Path directory) throws Exception {
        this.directory = directory;
    }

    /** Needs the packages of both services in the working directory. */
    public static void run() throws Exception {
        new LoopBench(Files.createTempDirectory("mandate-loop")).measure();
    }

    private void measure() throws Exception {
        try (var feed = StateFeed.ofOwners(platform)) {
            populate(feed);
            feed.complete();
            try (var audit = start("audit", "mandate.rules.directory", rules());
                    var authz = start("authz", "mandate.policies.directory", policies())) {
                audit.awaitReady(Duration.ofMinutes(2));
                authz.awaitReady(Duration.ofMinutes(2));
                try (var loop = new Loop(platform, authz.uri(), tokens.gateway())) {
                    awaitRiskJob(loop);
                    System.out.printf(
                            "%n  sent to first denial%n  %-24s %6s %8s %8s %8s %14s %18s%n",
                            "", "runs", "p50 ms", "p99 ms", "max ms", "p99 wanted ms", "of a revocation");
                    var revocations = revocations(loop, feed);
                    report("a task revoked", revocations, revocations, "");
                    report("action, rule by session", closed(loop, bySession), revocations, "300");
                    report("action, rule by agent", closed(loop, byAgent), revocations, "600");
                }
            }
        }
    }

    /** What sends waits until the risk job is heard of, which is after both are ready. */
    private void awaitRiskJob(Loop loop) throws Exception {
        var first = bySession.get(0);
        long began = System.nanoTime();
        while (!loop.ask(first.agent(), first.sending(), Loop.SENDS)
                .path("decision")
                .asBoolean()) {
            if (System.nanoTime() - began > HEARD_LIMIT.toNanos())
                throw new IllegalStateException("nothing is heard of the risk job after " + HEARD_LIMIT);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static List<Incident> incidents(int first, boolean oneSession) {
        var incidents = new ArrayList<Incident>();
        for (int i = 0; i < WARM_UP + RUNS; i++) incidents.add(Incident.of(first + i, oneSession));
        return incidents;
    }

    private void populate(StateFeed feed) throws Exception {
        var now = Instant.now();
        var population = new Population(now);
        feed.write(KeyState.FAMILY, tokens.published());
        for (var entry : population.catalogue()) feed.write(CatalogEntry.FAMILY, entry);
        feed.write(
                CatalogEntry.FAMILY,
                new CatalogEntry.Tool(
                        Loop.READS,
                        1,
                        false,
                        Loop.READS,
                        "crm",
                        Set.of(ToolLabel.PRIVATE),
                        Map.of("type", "object", "additionalProperties", true)));
        feed.write(CatalogEntry.FAMILY, new CatalogEntry.Domain("acme.example", 1, false));
        for (int i = 0; i < 3 * (WARM_UP + RUNS); i++) {
            feed.write(IdentityState.FAMILY, population.personIdentity(i));
            feed.write(AccessState.FAMILY, population.access(i));
            feed.write(IdentityState.FAMILY, population.agentIdentity(i));
        }
        for (var all : List.of(bySession, byAgent, revoked))
            for (var incident : all)
                for (var delegation : incident.delegations(now)) feed.write(DelegationState.FAMILY, delegation);
    }

    private ServiceReplica start(String service, String key, Path files) {
        return ServiceReplica.start(
                service,
                Path.of(service + "-service"),
                platform,
                JVM,
                Map.of(
                        "mandate.issuer",
                        ISSUER,
                        key,
                        files.toString(),
                        "mandate.risk.state-directory",
                        directory.resolve("risk").toString()),
                directory.resolve(service + ".log"));
    }

    private Path rules() throws IOException {
        var rules = Files.createDirectory(directory.resolve("rules"));
        Files.write(rules.resolve("reads-sends.yml"), Resource.bytes("/sequences/reads-sends.yml"));
        Files.write(rules.resolve("sent.yml"), Resource.bytes("/loop/sent.yml"));
        return rules;
    }

    /** What is measured is the risk guard, so no policy may deny first. */
    private Path policies() throws IOException {
        var policies = Files.createDirectory(directory.resolve("policies"));
        Files.write(policies.resolve("schema.cedarschema"), Resource.bytes("/policies/schema.cedarschema"));
        Files.write(
                policies.resolve("all.cedar"),
                "@id(\"bench-all\")\npermit (principal, action, resource);\n".getBytes(UTF_8));
        return policies;
    }

    /** Milliseconds of each that counts, in order of size. */
    private double[] closed(Loop loop, List<Incident> incidents) throws Exception {
        var sends = new ArrayList<Loop.Allowed>();
        for (var incident : incidents) {
            var read = loop.allowed(incident.agent(), incident.reading(), Loop.READS);
            sends.add(loop.allowed(incident.agent(), incident.sending(), Loop.SENDS));
            loop.tell(incident.agent(), incident.reading(), read, Loop.READS);
        }
        TimeUnit.SECONDS.sleep(3); // all reads are judged; only the sends are measured
        var millis = new double[RUNS];
        for (int i = 0; i < incidents.size(); i++) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(200)); // at any time between two commits
            var took = closed(loop, incidents.get(i), sends.get(i));
            if (i >= WARM_UP) millis[i - WARM_UP] = took;
        }
        Arrays.sort(millis);
        return millis;
    }

    /** The owner's word, on its topic, until it is decided by; the same way of asking. */
    private double[] revocations(Loop loop, StateFeed feed) throws Exception {
        var millis = new double[RUNS];
        for (int i = 0; i < revoked.size(); i++) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
            var incident = revoked.get(i);
            loop.allowed(incident.agent(), incident.sending(), Loop.READS);
            long began = System.nanoTime();
            feed.write(DelegationState.FAMILY, incident.revoked(Instant.now()));
            var took = denied(loop, incident, began, "delegation_revoked");
            if (i >= WARM_UP) millis[i - WARM_UP] = took;
        }
        Arrays.sort(millis);
        return millis;
    }

    private static double closed(Loop loop, Incident incident, Loop.Allowed send) throws Exception {
        long began = System.nanoTime();
        loop.tell(incident.agent(), incident.sending(), send, Loop.SENDS);
        return denied(loop, incident, began, "risk_high");
    }

    /** Milliseconds until it is. */
    private static double denied(Loop loop, Incident incident, long began, String wanted) throws Exception {
        while (System.nanoTime() - began < LIMIT.toNanos()) {
            var answer = loop.ask(incident.agent(), incident.sending(), Loop.SENDS);
            if (!answer.path("decision").asBoolean()) {
                var reason = answer.path("context").path("reason").asText();
                if (!reason.equals(wanted)) throw new IllegalStateException("denied because of " + reason);
                return (System.nanoTime() - began) / 1e6;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException("still allowed after " + LIMIT + ": " + incident);
    }

    private static void report(String by, double[] millis, double[] baseline, String goal) {
        System.out.printf(
                Locale.ROOT,
                "  %-24s %6d %8.0f %8.0f %8.0f %14s %17.1fx%n",
                by,
                millis.length,
                millis[millis.length / 2],
                millis[millis.length * 99 / 100],
                millis[millis.length - 1],
                goal,
                millis[millis.length / 2] / baseline[baseline.length / 2]);
    }
}
