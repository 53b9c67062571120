package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.authz.Established;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.network.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ada may use a surface while she is on it, and its models only from a managed one: by the client that got her token, and no claim. */
class SurfacesTest {
    private static final String POLICIES = """
            @id("where-one-is") permit (principal, action == Mandate::Action::"use", resource is Mandate::Surface)
            when { context.surface.on.contains(resource) };
            @id("managed-alone") forbid (principal, action == Mandate::Action::"use", resource is Mandate::Model)
            unless { context.surface.tags.contains("managed") };
            @id("with-a-key") forbid (principal, action == Mandate::Action::"use", resource is Mandate::Model)
            when { context.surface has client && context.surface.client == "cli_batch" && !context.surface.bound };
            """;

    private static final String ATTESTER = "https://attester.example";

    private final DecisionWorld world = new DecisionWorld();

    SurfacesTest() {
        world.book = ShippedPolicies.with("surfaces.cedar", POLICIES);
        surface("editor", "cli_editor", "managed");
        surface("chat", "cli_chat", "private-devices");
        surface("batch", "cli_batch", "managed");
        world.directory
                .catalogue()
                .apply(new CatalogEntry.Model("small", 1, false, "small", "example", Set.of("general")));
    }

    @Test
    void a_surface_is_used_by_who_is_on_it() {
        assertThat(use("surface", "editor", on("cli_editor")).allowed()).isTrue();
        assertThat(use("surface", "editor", on("cli_chat")).allowed()).isFalse();
        assertThat(use("surface", "editor", on("cli_other")).allowed()).isFalse();
        assertThat(use("surface", "editor", null).allowed()).isFalse();
    }

    @Test
    void a_model_is_used_from_where_policies_say() {
        assertThat(use("model", "small", on("cli_editor")).allowed()).isTrue();
        assertThat(use("model", "small", on("cli_chat")).reason()).isEqualTo(Reason.PERSON_POLICY);
        assertThat(use("model", "small", null).allowed()).isFalse();
        assertThat(use("model", "small", on("cli_batch")).allowed()).isFalse();
        assertThat(use("model", "small", new Established("cli_batch", true)).allowed())
                .isTrue();
    }

    @Test
    void what_a_caller_claims_establishes_nothing() {
        var claimed = new Question(
                "person",
                "per_ada",
                Question.Action.of("use"),
                "surface",
                "editor",
                null,
                Map.of("surface", Map.of("client", "cli_editor"), "channel", "editor"),
                null,
                null,
                Question.Proof.NONE,
                new Question.Asker("gateway", false, null, Set.of("surface", "channel")),
                null,
                null);
        assertThat(world.decide(claimed).allowed()).isFalse();
    }

    @Test
    void a_surface_that_goes_or_cannot_be_read_has_nobody_on_it() {
        world.directory.catalogue().unreadable("surface:editor");
        assertThat(use("model", "small", on("cli_editor")).allowed()).isFalse();
        surface("editor", "cli_editor", "managed");
        assertThat(use("model", "small", on("cli_editor")).allowed()).isTrue();
        world.directory.catalogue().apply(new CatalogEntry.Surface("editor", 2, true, "editor", Set.of(), Set.of()));
        assertThat(use("model", "small", on("cli_editor")).allowed()).isFalse();
        surface("editor", "cli_other", "managed");
        assertThat(use("model", "small", on("cli_editor")).allowed()).isFalse();
    }

    @Test
    void the_record_has_what_was_established_and_the_question_is_asked_again_by_it() {
        var asked = use("model", "small", on("cli_editor"));
        var record = asked.record(Logged.ACKNOWLEDGED);
        assertThat(record.established()).isEqualTo(on("cli_editor"));
        var replay = new PolicyReplay(world.directory, world.delegations, world.sessions.touched());
        assertThat(replay.ask(record, world.book, DecisionWorld.NOW).allowed()).isTrue();
        var other = use("model", "small", on("cli_chat")).record(Logged.ACKNOWLEDGED);
        assertThat(replay.ask(other, world.book, DecisionWorld.NOW).allowed()).isFalse();

        surface("editor", Set.of("cli_editor"), Set.of("10.0.0.0/8"));
        var inside = use("model", "small", from("cli_editor", "10.1.2.3")).record(Logged.ACKNOWLEDGED);
        assertThat(inside.established()).isEqualTo(from("cli_editor", "10.1.2.3"));
        assertThat(replay.ask(inside, world.book, DecisionWorld.NOW).allowed()).isTrue();
        assertThat(replay.ask(record, world.book, DecisionWorld.NOW).allowed()).isFalse();
    }

    @Test
    void a_surface_of_a_network_is_used_from_inside() {
        surface("office", Set.of("cli_editor"), Set.of("10.0.0.0/8", "2001:db8::/32"));
        assertThat(use("surface", "office", from("cli_editor", "10.255.0.1")).allowed())
                .isTrue();
        assertThat(use("surface", "office", from("cli_editor", "2001:db8::1")).allowed())
                .isTrue();
        assertThat(use("surface", "office", from("cli_editor", "::ffff:10.1.2.3"))
                        .allowed())
                .isTrue();
        assertThat(use("surface", "office", from("cli_editor", "11.0.0.1")).allowed())
                .isFalse();
        assertThat(use("surface", "office", from("cli_editor", "2001:db9::1")).allowed())
                .isFalse();
        assertThat(use("surface", "office", from("cli_chat", "10.255.0.1")).allowed())
                .isFalse();
        assertThat(use("surface", "office", on("cli_editor")).allowed()).isFalse();
        assertThat(use("surface", "office", null).allowed()).isFalse();
    }

    @Test
    void one_that_names_networks_alone_is_used_by_every_client_from_there_and_one_that_names_nothing_by_nobody() {
        surface("office", Set.of(), Set.of("10.0.0.0/8"));
        surface("anywhere", Set.of(), Set.of("0.0.0.0/0"));
        surface("nowhere", Set.of(), Set.of());
        assertThat(use("surface", "office", from("cli_any", "10.1.2.3")).allowed())
                .isTrue();
        assertThat(use("surface", "anywhere", from("cli_any", "203.0.113.7")).allowed())
                .isTrue();
        assertThat(use("surface", "anywhere", from("cli_any", "2001:db8::1")).allowed())
                .isFalse();
        assertThat(use("surface", "anywhere", on("cli_any")).allowed()).isFalse();
        assertThat(use("surface", "nowhere", from("cli_any", "10.1.2.3")).allowed())
                .isFalse();
    }

    @Test
    void policies_know_the_address_where_it_is_known() {
        world.book = ShippedPolicies.with("address.cedar", """
                @id("from-inside") permit (principal, action == Mandate::Action::"use", resource is Mandate::Surface)
                when { context.surface has address && context.surface.address.isInRange(ip("10.0.0.0/8")) };
                """);
        assertThat(use("surface", "editor", from("cli_any", "10.1.2.3")).allowed())
                .isTrue();
        assertThat(use("surface", "editor", from("cli_any", "::ffff:10.1.2.3")).allowed())
                .isTrue();
        assertThat(use("surface", "editor", from("cli_any", "203.0.113.7")).allowed())
                .isFalse();
        var unknown = use("surface", "editor", on("cli_any"));
        assertThat(unknown.allowed()).isFalse();
        assertThat(unknown.reason()).isEqualTo(Reason.PERSON_POLICY);
    }

    @Test
    void a_surface_of_issuers_is_used_by_whom_one_of_them_put_there() {
        attested("desktop", null);
        assertThat(use("surface", "desktop", by("cli_any", "desktop", ATTESTER)).allowed())
                .isTrue();
        assertThat(use("surface", "desktop", by("cli_any", "desktop", "https://other.example"))
                        .allowed())
                .isFalse();
        assertThat(use("surface", "desktop", by("cli_any", "editor", ATTESTER)).allowed())
                .isFalse();
        assertThat(use("surface", "desktop", on("cli_any")).allowed()).isFalse();
        assertThat(use("surface", "editor", by("cli_any", "editor", ATTESTER)).allowed())
                .as("it names no issuer, and another client")
                .isFalse();
    }

    @Test
    void whoever_stands_for_a_surface_stands_for_its_clients_alone() {
        attested("desktop", Set.of("cli_desktop"));
        assertThat(use("surface", "desktop", by("cli_desktop", "desktop", ATTESTER))
                        .allowed())
                .isTrue();
        assertThat(use("surface", "desktop", by("cli_any", "desktop", ATTESTER)).allowed())
                .isFalse();
        assertThat(use("surface", "desktop", on("cli_desktop")).allowed()).isFalse();
    }

    @Test
    void policies_know_by_whose_word_one_is_on_a_surface() {
        attested("desktop", null);
        world.book = ShippedPolicies.with("by.cedar", """
                @id("attested") permit (principal, action == Mandate::Action::"use", resource is Mandate::Surface)
                when { context.surface.by.contains("https://attester.example") };
                """);
        assertThat(use("surface", "editor", by("cli_any", "desktop", ATTESTER)).allowed())
                .isTrue();
        assertThat(use("surface", "editor", by("cli_any", "editor", ATTESTER)).allowed())
                .as("a word about a surface that doesn't take it counts for nothing")
                .isFalse();
    }

    @Test
    void the_record_has_whose_word_it_was() {
        attested("desktop", null);
        var record =
                use("surface", "desktop", by("cli_any", "desktop", ATTESTER)).record(Logged.ACKNOWLEDGED);
        assertThat(record.established()).isEqualTo(by("cli_any", "desktop", ATTESTER));
        var replay = new PolicyReplay(world.directory, world.delegations, world.sessions.touched());
        assertThat(replay.ask(record, world.book, DecisionWorld.NOW).allowed()).isTrue();
    }

    private void attested(String id, @Nullable Set<String> clients) {
        world.directory
                .catalogue()
                .apply(new CatalogEntry.Surface(id, 1, false, id, Set.of(), clients, null, Set.of(ATTESTER)));
    }

    private static Established by(String client, String surface, String issuer) {
        return new Established(client, false, null, Map.of(surface, issuer));
    }

    private Verdict use(String type, String id, @Nullable Established established) {
        return world.decide(new Question(
                "person",
                "per_ada",
                Question.Action.of("use"),
                type,
                id,
                null,
                Map.of(),
                null,
                null,
                new Question.Proof(List.of(), null, Authentication.UNKNOWN, established),
                "console",
                null,
                null));
    }

    private static Established on(String client) {
        return new Established(client, false);
    }

    private static Established from(String client, String address) {
        return new Established(client, false, IpAddress.of(address).orElseThrow());
    }

    private void surface(String id, Set<String> clients, Set<String> networks) {
        world.directory
                .catalogue()
                .apply(new CatalogEntry.Surface(id, 1, false, id, Set.of("managed"), clients, networks));
    }

    private void surface(String id, String client, String tag) {
        world.directory.catalogue().apply(new CatalogEntry.Surface(id, 1, false, id, Set.of(tag), Set.of(client)));
    }
}
