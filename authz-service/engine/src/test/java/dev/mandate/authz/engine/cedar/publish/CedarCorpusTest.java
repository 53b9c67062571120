package dev.mandate.authz.engine.cedar.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.engine.cedar.Entities;
import dev.mandate.authz.engine.cedar.Entity;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.PolicyError;
import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.cedar.json.EntityJson;
import dev.mandate.authz.engine.cedar.json.PolicyJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Cedar's own conformance tests, by policy ids that the official parser gives, so not by way of {@link PolicySource}. They are no part of
 * this project: {@code -Dcedar.corpus} names the unpacked folder or the archive. Without it, and where none is beside the checkout, cases
 * that are generated and answered by the official engine stand in; {@code -Dcedar.seed} repeats them.
 */
class CedarCorpusTest {

    private static final String BESIDE_THE_CHECKOUT = "../../../shared/data/cedar";

    private final List<String> disagreements = new ArrayList<>();
    private final Map<String, JsonNode> schemas = new HashMap<>();
    private int requests;

    @Test
    void agrees_with_cedar_on_decision_reasons_and_errors_of_every_request() throws Exception {
        var corpus = corpus();
        var tests = corpus.tests();
        for (var test : tests) run(corpus, test);

        disagreements.stream().limit(40).forEach(System.out::println);
        System.out.printf(
                "Cedar conformance: %d tests, %d requests, %d disagreements%n",
                tests.size(), requests, disagreements.size());
        assertThat(requests).isPositive();
        assertThat(disagreements).isEmpty();
    }

    private static CedarCorpus corpus() throws Exception {
        var named = System.getProperty("cedar.corpus");
        var place = Path.of(named == null ? BESIDE_THE_CHECKOUT : named);
        if (named != null || Files.exists(place)) {
            System.out.println("Cedar conformance: Cedar's own corpus, " + place);
            return CedarCorpus.at(place);
        }
        var seed = Long.getLong("cedar.seed", 20_260_401L);
        System.out.printf(
                "Cedar conformance: CEDAR'S OWN CORPUS IS NOT HERE (%s; -Dcedar.corpus names another place). In its stead: "
                        + "generated cases, answered by the official engine; seed %d%n",
                place, seed);
        return GeneratedCorpus.of(seed, 150, 20);
    }

    private void run(CedarCorpus corpus, String path) throws Exception {
        var test = corpus.json(path);
        var schema = schema(corpus.text(test.path("schema").textValue()));
        var reader = EntityJson.withSchema(schema);
        var known = new HashMap<EntityUid, Entity>(
                reader.entities(corpus.json(test.path("entities").textValue())));
        known.putAll(reader.actions());
        var policies = PolicySet.compile(PolicyJson.policies(
                OfficialCedar.policies(corpus.text(test.path("policies").textValue()))));
        for (var request : test.path("requests")) {
            requests++;
            var action = EntityJson.uid(request.path("action"));
            var answer = policies.decide(
                    new Request(
                            EntityJson.uid(request.path("principal")),
                            action,
                            EntityJson.uid(request.path("resource")),
                            reader.context(action, request.path("context"))),
                    Entities.of(known));
            var expected =
                    request.path("decision").textValue() + ids(request.path("reason")) + ids(request.path("errors"));
            var actual = (answer.allowed() ? "allow" : "deny")
                    + new TreeSet<>(answer.determining())
                    + new TreeSet<>(
                            answer.errors().stream().map(PolicyError::policyId).toList());
            if (!actual.equals(expected)) {
                disagreements.add(path + ", " + request.path("description").textValue() + ": expected " + expected
                        + ", got " + actual + " " + answer.errors());
            }
        }
    }

    private JsonNode schema(String text) throws Exception {
        var known = schemas.get(text);
        if (known != null) return known;
        var schema = OfficialCedar.json(OfficialCedar.schema(text));
        schemas.put(text, schema);
        return schema;
    }

    private static Set<String> ids(JsonNode array) {
        var ids = new TreeSet<String>();
        array.forEach(id -> ids.add(id.textValue()));
        return ids;
    }
}
