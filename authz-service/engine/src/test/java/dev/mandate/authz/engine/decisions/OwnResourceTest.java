package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.answers.Proposal;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.authz.engine.search.Page;
import dev.mandate.authz.engine.search.Search;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.lifecycle.AttributeType;
import dev.mandate.events.lifecycle.CatalogEntry.Application;
import dev.mandate.events.lifecycle.ResourceType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions of the invoicing application of the example catalogue about its own invoices, by the example's policies. */
class OwnResourceTest {
    private static final Map<String, Object> SMALL = Map.of("amount", 120, "department", "Sales", "status", "open");
    private static final Map<String, Object> LARGE = Map.of("amount", 4000, "department", "Sales", "status", "open");

    private final DecisionWorld world = new DecisionWorld();

    @BeforeEach
    void its_policies_are_in_force() {
        world.book = ShippedPolicies.withExample(world.directory.catalogue().all(Application.class));
        world.delegation("invoices", null, "ada", "researcher", List.of(approving("invoicing/invoice:approve")));
    }

    @Test
    void a_small_invoice_of_her_department_may_be_approved_and_a_large_one_not() {
        assertThat(approve("ada", SMALL).allowed()).isTrue();
        var large = approve("ada", LARGE);
        assertThat(large.reason()).isEqualTo(Reason.PERSON_POLICY);
        assertThat(large.explanation()).contains("approve invoice inv-4711 of invoicing", "the role finance");
        assertThat(approve("finn", LARGE).allowed()).isTrue();
    }

    @Test
    void what_is_known_of_the_person_decides_and_what_the_question_says_of_him_does_not() {
        var asserted = Map.<String, Object>of(
                "resource", with(SMALL, "department", "Finance"), "subject", Map.of("department", "Finance"));
        assertThat(decide(question("ada", "approve", "invoice", "admin", true, asserted))
                        .reason())
                .isEqualTo(Reason.PERSON_POLICY);
    }

    @Test
    void who_the_resource_belongs_to_is_looked_up_and_compared() {
        var own = approve("ada", with(SMALL, "owner", "per_ada"));
        assertThat(own.policies()).containsExactly("invoicing/invoices-not-approved-by-their-owner");
        assertThat(approve("ada", with(SMALL, "owner", "per_finn")).allowed()).isTrue();
    }

    @Test
    void nobody_else_may_ask_and_what_he_says_of_it_is_not_taken() {
        var other = decide(question("ada", "approve", "invoice", "cli_crm", true, Map.of("resource", SMALL)));
        assertThat(other.reason()).isEqualTo(Reason.NOT_YOUR_RESOURCE);
        assertThat(other.explanation()).contains("invoicing", "cli_crm");
        assertThat(other.proposals())
                .containsExactly(new Proposal(Proposal.Kind.SPEAK_FOR_APPLICATION, "application/invoicing", "cli_crm"));
        var through = decide(question("ada", "approve", "invoice", "admin", false, Map.of("resource", SMALL)));
        assertThat(through.reason()).isEqualTo(Reason.NOT_YOUR_RESOURCE);
        assertThat(through.explanation()).contains("own token");
    }

    @Test
    void what_is_not_declared_is_denied_with_what_is() {
        var action = decide(question("ada", "burn", "invoice", "admin", true, Map.of("resource", SMALL)));
        assertThat(action.reason()).isEqualTo(Reason.UNKNOWN_ACTION);
        assertThat(action.explanation()).contains("approve, pay, view");
        assertThat(decide(question("ada", "use", "invoice", "admin", true, Map.of()))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_ACTION);
        var type = decide(question("ada", "approve", "receipt", "admin", true, Map.of()));
        assertThat(type.reason()).isEqualTo(Reason.UNKNOWN_RESOURCE);
        assertThat(type.explanation()).contains("invoice");
        var tool = decide(question("ada", "approve", "tool", "admin", true, Map.of()));
        assertThat(tool.reason()).isEqualTo(Reason.UNKNOWN_ACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping"})
    void an_action_that_is_named_as_a_client_of_mcp_names_one_of_its_own_is_denied_unless_policies_permit_it(
            String named) {
        var vault = new ResourceType("vault", Set.of(named), Map.of(), Set.of(), Set.of());
        world.directory.catalogue().apply(new Application("keys", 1, false, "Keys", List.of(vault), Set.of("admin")));
        world.delegation("vaults", null, "ada", "researcher", List.of(approving("keys/vault:" + named)));
        assertThat(decide(question("ada", named, "vault", "admin", true, Map.of()))
                        .reason())
                .isEqualTo(Reason.PERSON_POLICY);
        assertThat(decide(question("researcher", "vaults", named, "vault", "admin", true, Map.of()))
                        .reason())
                .isEqualTo(Reason.AGENT_POLICY);
        world.book = ShippedPolicies.with(
                "keys",
                "permit (principal is Mandate::Agent, action, resource is Keys::Vault);",
                world.directory.catalogue().all(Application.class));
        assertThat(decide(question("researcher", "vaults", named, "vault", "admin", true, Map.of()))
                        .reason())
                .isEqualTo(Reason.DELEGATOR_POLICY);
    }

    @Test
    void an_attribute_that_is_unknown_missing_or_of_another_type_is_named() {
        wrong(with(SMALL, "colour", "red"), "colour", "amount, department, owner, status");
        wrong(with(SMALL, "amount", "120"), "amount", "long");
        wrong(with(SMALL, "amount", 1.5), "amount", "long");
        wrong(with(SMALL, "owner", "Ada"), "owner", "person");
        wrong(with(SMALL, "owner", "agt_researcher"), "owner", "person");
        wrong(with(SMALL, "parents", List.of()), null, "");
        wrong(with(SMALL, "parents", List.of(Map.of("type", "tool", "id", "x"))), "parents", "none");
        wrong(Map.of("amount", 120, "department", "Sales"), "status", "missing");
        wrong(Map.of(), "amount", "missing");
    }

    private void wrong(Map<String, Object> attributes, String attribute, String why) {
        var verdict = approve("ada", attributes);
        if (attribute == null) {
            assertThat(verdict.allowed()).isTrue();
            return;
        }
        assertThat(verdict.reason()).isEqualTo(Reason.INVALID_ATTRIBUTE);
        assertThat(verdict.explanation()).contains("attribute " + attribute + " ", why);
        assertThat(verdict.proposals()).containsExactly(new Proposal(Proposal.Kind.CORRECT_ATTRIBUTE, null, attribute));
    }

    @Test
    void an_agent_does_it_for_whom_it_acts_within_what_the_delegation_names() {
        assertThat(approve("researcher", "invoices", SMALL).allowed()).isTrue();
        assertThat(approve("researcher", "task", SMALL).reason()).isEqualTo(Reason.OUTSIDE_SCOPE);
        assertThat(approve("researcher", "task", SMALL).explanation()).contains("invoicing/invoice:approve");
        assertThat(approve("researcher", "invoices", LARGE).reason()).isEqualTo(Reason.DELEGATOR_POLICY);
        assertThat(approve("researcher", null, SMALL).reason()).isEqualTo(Reason.AGENT_POLICY);
        var paying =
                decide(question("researcher", "invoices", "pay", "invoice", "admin", true, Map.of("resource", SMALL)));
        assertThat(paying.reason()).isEqualTo(Reason.OUTSIDE_SCOPE);
    }

    @Test
    void a_limit_of_the_delegation_is_on_the_attributes() {
        var limit = new Constraint("amount", Operator.AT_MOST, List.of("100"));
        world.delegation(
                "cheap",
                null,
                "ada",
                "researcher",
                List.of(new ToolScope("invoicing/invoice:approve", List.of(limit))));
        var over = approve("researcher", "cheap", SMALL);
        assertThat(over.reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
        assertThat(over.explanation()).contains("limits the attribute amount");
        assertThat(approve("researcher", "cheap", with(SMALL, "amount", 100)).allowed())
                .isTrue();
    }

    @Test
    void policies_of_before_deny_and_say_why_once_the_application_has_changed() {
        var type =
                new ResourceType("invoice", Set.of("approve"), Map.of("total", AttributeType.LONG), Set.of(), Set.of());
        world.directory
                .catalogue()
                .apply(new Application("invoicing", 2, false, "Invoices", List.of(type), Set.of("admin")));
        var verdict = approve("ada", Map.of("total", 120));
        assertThat(verdict.reason()).isEqualTo(Reason.POLICY_ERROR);
        assertThat(verdict.explanation()).contains("department");
        assertThat(decide(question("ada", "pay", "invoice", "admin", true, Map.of()))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_ACTION);
        world.directory.catalogue().apply(new Application("invoicing", 3, true, "invoicing"));
        assertThat(approve("ada", SMALL).allowed()).isFalse();
    }

    @Test
    void while_the_declaration_is_in_doubt_nothing_is_allowed() {
        world.directory.catalogue().unreadable("application:invoicing");
        assertThat(approve("ada", SMALL).reason()).isEqualTo(Reason.UNREADABLE_STATE);
        var again = new DecisionWorld();
        again.book = world.book;
        var type = new ResourceType("invoice", Set.of("approve"), Map.of(), Set.of(), Set.of());
        again.directory
                .catalogue()
                .apply(new Application("billing", 1, false, "Bills", List.of(type), Set.of("admin")));
        assertThat(again.decide(question("ada", "approve", "invoice", "admin", true, Map.of("resource", SMALL)))
                        .reason())
                .isEqualTo(Reason.UNREADABLE_STATE);
        again.directory.catalogue().apply(new Application("billing", 2, true, "billing"));
        assertThat(again.decide(question("ada", "approve", "invoice", "admin", true, Map.of("resource", SMALL)))
                        .allowed())
                .isTrue();
    }

    @Test
    void a_resource_is_in_those_that_the_application_names() {
        var folder = new ResourceType("folder", Set.of("view"), Map.of(), Set.of(), Set.of("archive"));
        var archive = new ResourceType("archive", Set.of("view"), Map.of(), Set.of(), Set.of());
        var paper = new ResourceType("paper", Set.of("view"), Map.of(), Set.of(), Set.of("folder"));
        world.directory
                .catalogue()
                .apply(new Application("library", 1, false, "x", List.of(folder, archive, paper), Set.of("admin")));
        world.book =
                ShippedPolicies.with("library", """
                permit (principal, action, resource in Library::Archive::"2026");
                """, world.directory.catalogue().all(Application.class));
        var inside = Map.of(
                "parents", List.of(Map.of("type", "archive", "id", "2026"), Map.of("type", "folder", "id", "a")));
        assertThat(decide(question("ada", "view", "paper", "admin", true, Map.of("resource", inside)))
                        .allowed())
                .isTrue();
        var outside = Map.of("parents", List.of(Map.of("type", "archive", "id", "2025")));
        assertThat(decide(question("ada", "view", "paper", "admin", true, Map.of("resource", outside)))
                        .reason())
                .isEqualTo(Reason.PERSON_POLICY);
    }

    @Test
    void its_record_tells_whose_it_is_and_asks_the_same_again() {
        var record = approve("ada", SMALL).record(Logged.ACKNOWLEDGED);
        assertThat(record.resource()).isEqualTo("invoice/inv-4711");
        assertThat(record.guards())
                .anySatisfy(guard -> assertThat(guard.about()).isEqualTo("application/invoicing"));
        assertThat(record.asserted()).containsEntry("resource", SMALL);
        var replay = new PolicyReplay(world.directory, world.delegations, world.sessions.touched());
        assertThat(replay.ask(record, world.book, DecisionWorld.NOW).allowed()).isTrue();
        assertThat(replay.ask(record, ShippedPolicies.book(), DecisionWorld.NOW).allowed())
                .isFalse();
    }

    @Test
    void a_search_finds_what_may_be_done_and_by_whom() {
        var search = new Search(world.directory, it -> decide(it).allowed(), Duration.ofMinutes(1));
        var wanted = new Page.Wanted("", 10);
        var small = question("ada", "", "invoice", "admin", true, Map.of("resource", SMALL));
        assertThat(search.actions(small, wanted).found()).containsExactly("approve", "view");
        var large = question("ada", "approve", "invoice", "admin", true, Map.of("resource", LARGE));
        assertThat(search.subjects(large, wanted).found()).containsExactly("per_finn");
        var others = question("ada", "", "invoice", "cli_crm", true, Map.of("resource", SMALL));
        assertThat(search.actions(others, wanted).found()).isEmpty();
    }

    private Verdict approve(String subject, Map<String, Object> attributes) {
        return approve(subject, null, attributes);
    }

    private Verdict approve(String subject, String under, Map<String, Object> attributes) {
        return decide(question(subject, under, "approve", "invoice", "admin", true, Map.of("resource", attributes)));
    }

    private Verdict decide(Question question) {
        return world.decide(question);
    }

    private static Question question(
            String subject, String action, String type, String caller, boolean byItself, Map<String, Object> asserted) {
        return question(subject, null, action, type, caller, byItself, asserted);
    }

    private static Question question(
            String subject,
            String under,
            String action,
            String type,
            String caller,
            boolean byItself,
            Map<String, Object> asserted) {
        var id = DecisionWorld.id(subject);
        return new Question(
                id.isPerson() ? "person" : "agent",
                id.value(),
                Question.Action.of(action),
                type,
                "inv-4711",
                null,
                asserted,
                under == null ? null : DecisionWorld.delegationId(under),
                null,
                Question.Proof.NONE,
                new Question.Asker(caller, byItself, null, java.util.Set.of()),
                null,
                null);
    }

    private static ToolScope approving(String name) {
        return new ToolScope(name, List.of());
    }

    private static Map<String, Object> with(Map<String, Object> attributes, String name, Object value) {
        var more = new HashMap<>(attributes);
        more.put(name, value);
        return more;
    }
}
