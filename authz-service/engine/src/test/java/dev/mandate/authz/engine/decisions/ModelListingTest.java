package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import dev.mandate.authz.engine.search.Page;
import dev.mandate.authz.engine.search.Search;
import dev.mandate.events.lifecycle.CatalogEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model or surface that isn't listed can't be used, and one that can be used is listed: whoever it was given to, or taken from. */
class ModelListingTest {
    private final DecisionWorld world = new DecisionWorld();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            person | principal == Mandate::Person::"per_finn" | | finn; researcher under pay
            role | principal in Mandate::Role::"finance" | | finn; researcher under pay
            team | principal is Mandate::Person | when { principal.department == "Finance" } | finn; researcher under pay
            agent | principal == Mandate::Agent::"agt_keeper" | | keeper
            """)
    void what_is_given_is_listed_for_whom_it_was_given_to_and_for_nobody_else(
            String whom, String scope, String condition, String those) {
        with("permit", scope, "frontier-large", condition);
        for (var subject : subjects()) {
            var before = new DecisionWorld().decide(use(subject, "model", "frontier-large"));
            assertThat(listing(subject, "model").contains("frontier-large"))
                    .as("%s, given to a %s", subject, whom)
                    .isEqualTo(before.allowed() || List.of(those.split("; ")).contains(subject));
            agrees(subject);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            person | principal == Mandate::Person::"per_finn" | | finn; researcher under pay
            role | principal in Mandate::Role::"finance" | | finn; researcher under pay
            team | principal is Mandate::Person | when { principal.department == "Finance" } | finn; researcher under pay
            agent | principal == Mandate::Agent::"agt_keeper" | | keeper; keeper under admin
            """)
    void what_is_taken_is_hidden_from_whom_it_was_taken_and_from_nobody_else(
            String whom, String scope, String condition, String those) {
        with("forbid", scope, "general-small", condition);
        for (var subject : subjects()) {
            assertThat(listing(subject, "model").contains("general-small"))
                    .as("%s, taken from a %s", subject, whom)
                    .isEqualTo(!List.of(those.split("; ")).contains(subject));
            agrees(subject);
        }
    }

    @Test
    void what_a_caller_asserts_counts_in_the_listing_as_it_does_in_the_decision() {
        for (var subject : subjects()) {
            var confidential = asserting(use(subject, "model", ""), Map.of("classification", "confidential"));
            assertThat(search().resources(confidential, new Page.Wanted("", 100))
                            .found())
                    .as(subject)
                    .isEmpty();
            assertThat(world.decide(confidential.about("general-small")).allowed())
                    .as(subject)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initialize",
                "server/discover",
                "ping",
                "tools/list",
                "resources/list",
                "resources/templates/list",
                "prompts/list",
                "logging/setLevel"
            })
    void nothing_in_the_catalogue_is_got_to_know_as_an_mcp_server_is(String method) {
        for (var subject : subjects())
            for (var resource : Map.of(
                            "frontier-large",
                            "model",
                            "general-small",
                            "model",
                            "chat",
                            "surface",
                            "email.send",
                            "tool")
                    .entrySet()) {
                var asked = use(subject, resource.getValue(), resource.getKey()).doing(method);
                assertThat(world.decide(asked).reason())
                        .as("%s of %s by %s", method, resource, subject)
                        .isEqualTo(Reason.UNKNOWN_ACTION);
            }
    }

    private void with(String effect, String scope, String model, String condition) {
        world.book = ShippedPolicies.with(
                "more.cedar",
                "@id(\"more\") %s (%s, action == Mandate::Action::\"use\", resource == Mandate::Model::\"%s\") %s;"
                        .formatted(effect, scope, model, condition == null ? "" : condition));
    }

    /** Page by page, one at a time, against the decision about everything in the catalogue. */
    private void agrees(String subject) {
        var catalogue = world.directory.catalogue();
        for (var type : List.of("model", "surface")) {
            var all = type.equals("model")
                    ? catalogue.all(CatalogEntry.Model.class)
                    : catalogue.all(CatalogEntry.Surface.class);
            var allowed = new TreeSet<String>();
            for (var entry : all)
                if (world.decide(use(subject, type, entry.id())).allowed()) allowed.add(entry.id());
            assertThat(listing(subject, type)).as("%ss of %s", type, subject).containsExactlyElementsOf(allowed);
        }
    }

    private List<String> listing(String subject, String type) {
        var found = new ArrayList<String>();
        for (String after = ""; after != null; ) {
            var page = search().resources(use(subject, type, ""), new Page.Wanted(after, 1));
            found.addAll(page.found());
            after = page.next();
        }
        return found;
    }

    private Search search() {
        return new Search(world.directory, question -> world.decide(question).allowed(), Duration.ofSeconds(10));
    }

    private static List<String> subjects() {
        return Stream.of(
                        "ada",
                        "finn",
                        "erin",
                        "researcher",
                        "mailer",
                        "keeper",
                        "researcher under task",
                        "mailer under part",
                        "researcher under pay",
                        "keeper under admin")
                .toList();
    }

    private static Question use(String subject, String type, String resource) {
        var parts = subject.split(" under ");
        var id = DecisionWorld.id(parts[0]);
        return new Question(
                id.isPerson() ? "person" : "agent",
                id.value(),
                Question.Action.of("use"),
                type,
                resource,
                null,
                Map.of(),
                parts.length < 2 ? null : DecisionWorld.delegationId(parts[1]),
                null,
                Question.Proof.NONE,
                "test",
                null,
                null);
    }

    private static Question asserting(Question of, Map<String, Object> asserted) {
        return new Question(
                of.subjectType(),
                of.subjectId(),
                of.action(),
                of.resourceType(),
                of.resourceId(),
                of.arguments(),
                asserted,
                of.delegation(),
                of.delegator(),
                of.proof(),
                of.caller(),
                null,
                null);
    }
}
