package dev.mandate.cli.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.client.Question;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.hr.HrDesk;
import dev.mandate.cli.hr.Workforce;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate leave NAME}: publishes a departure and shows when each service learnt of it. */
@Command(
        name = "leave",
        description = "Publish a departure as HR and follow it live, service by service, to the last allow.")
final class LeaveCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(description = "the person's name as HR has it, or the employee id")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Override
    public Integer call() {
        var system = options.system();
        var api = new ApiClient(system.ports());
        var admin = new SignIn(api, system).operator();
        var person = new Lookup(api, admin).person(name);
        var id = Lookup.idOf(person);
        var employee = person.path("employeeId").asText();
        requireOwn(
                person.path("displayName").asText(),
                api.get(Service.LIFECYCLE, "/workers?employeeId=" + ApiClient.encode(employee), admin)
                        .plain()
                        .orRefuse());
        var denied = false;
        var kafka = new KafkaAccess(system);
        var topics = List.of(
                TopicCatalogue.LIFECYCLE_WORKERS.name(),
                TopicCatalogue.LIFECYCLE_ACCESS.name(),
                TopicCatalogue.IDENTITY_IDENTITIES.name());
        try (var tail = kafka.tail(Account.OPERATOR, topics);
                var hr = new HrDesk(kafka)) {
            var started = System.nanoTime();
            hr.leaves(employee);
            hr.acknowledged();
            System.out.printf(
                    "%8s ms  HR published that %s left%n",
                    0, person.path("displayName").asText());
            var waiting = new TreeSet<>(topics);
            var lastAllow = -1L;
            while ((!waiting.isEmpty() || !denied) && millis(started) < PATIENCE.toMillis()) {
                var asked = allowed(api, admin, id);
                if (asked) lastAllow = millis(started);
                else if (!denied) {
                    denied = true;
                    System.out.printf("%8d ms  authz-service denies%n", millis(started));
                }
                for (var record : tail.poll(Duration.ofMillis(1))) {
                    var about = record.key() != null && new String(record.key(), StandardCharsets.UTF_8).equals(id);
                    if (about && waiting.remove(record.topic()))
                        System.out.printf(
                                "%8d ms  %s told %s%n", millis(started), owner(record.topic()), record.topic());
                }
            }
            System.out.println(
                    lastAllow < 0
                            ? "No allow was received after the event."
                            : "Last allow received after " + lastAllow + " ms.");
        }
        if (!denied) {
            System.err.println("mandate: authz-service doesn't deny yet; `deploy/mandate dead-letters list` says"
                    + " whether lifecycle-service could not take the departure");
            return 1;
        }
        stoppedAgents(new Lookup(api, admin), api, admin, id);
        return 0;
    }

    /**
     * @param workers what lifecycle-service has of him
     * @throws IllegalStateException if another HR system speaks for him, since lifecycle-service would refuse this one's word
     */
    static void requireOwn(String name, JsonNode workers) {
        var source = workers.path("workers").path(0).path("source").asText(Workforce.SOURCE);
        if (!source.equals(Workforce.SOURCE))
            throw new IllegalStateException(name + " is of the HR system " + PlainText.quoted(source)
                    + ", which says itself that somebody left (events/docs/publishing.md); this command speaks for "
                    + PlainText.quoted(Workforce.SOURCE) + " alone");
    }

    private static void stoppedAgents(Lookup lookup, ApiClient api, String admin, String owner) {
        var agents = api.get(Service.IDENTITY, "/agents?limit=200&owner=" + owner, admin)
                .plain()
                .orRefuse();
        System.out.println("Agents that stopped with him, until someone accepts them:");
        var all = Lookup.items(agents);
        if (all.isEmpty()) System.out.println("  none; he owned no agent");
        all.forEach(agent -> System.out.printf(
                "  %s  %s  [%s]  %s%n",
                agent.path("displayName").asText(agent.path("name").asText()),
                agent.path("status").asText(),
                Lookup.idOf(agent),
                asked(lookup, api, admin, Lookup.idOf(agent))));
    }

    private static String asked(Lookup lookup, ApiClient api, String admin, String agent) {
        var offer = api.get(Service.IDENTITY, "/offers?agent=" + agent, admin)
                .plain()
                .orRefuse()
                .path("items")
                .path(0);
        return "OPEN".equals(offer.path("status").asText())
                ? "offered to " + lookup.nameOf(offer.path("to").asText()) + "  ["
                        + offer.path("offer").asText() + "]"
                : "offered to nobody; `offers make` asks someone";
    }

    private static boolean allowed(ApiClient api, String admin, String person) {
        var decision = api.authz(admin).decide(Question.about("person", person).doing("use", "model", "general-small"));
        if (decision.failure() != null) throw new IllegalStateException(decision.toString());
        return decision.allowed();
    }

    private static String owner(String topic) {
        return topic.substring(0, topic.indexOf('.')) + "-service";
    }

    private static long millis(long started) {
        return (System.nanoTime() - started) / 1_000_000;
    }
}
