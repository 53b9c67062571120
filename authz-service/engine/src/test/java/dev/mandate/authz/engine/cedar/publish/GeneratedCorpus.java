package dev.mandate.authz.engine.cedar.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.policy.PolicySet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Request;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cases in the form of Cedar's own conformance tests, generated and answered by the official engine: they stand in where Cedar's corpus
 * isn't at hand. The official engine is given every value with its escape, ours only the schema where that tells the type.
 */
final class GeneratedCorpus {
    private static final int POLICIES = 12;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final String SCHEMA = """
            type Facts = %1$s;
            entity Team in [Team] = %1$s tags String;
            entity User in [User, Team] = %1$s tags String;
            entity Doc in [Doc, Team] = %1$s tags String;
            action any;
            action read, write, call in [any] appliesTo {principal: [User, Team], resource: [Doc, Team], context: Facts};
            """.formatted("""
            {n?: Long, s?: String, b?: Bool, set?: Set<Long>, rec?: {n?: Long, s?: String, deep?: {n?: Long}},
             owner?: User, ip?: ipaddr, dec?: decimal, at?: datetime, dur?: duration}""");

    private final TreeMap<String, byte[]> files = new TreeMap<>();

    private GeneratedCorpus() {}

    /** As many sets of policies, each with a world of its own and as many requests. */
    static CedarCorpus of(long seed, int sets, int requests) throws Exception {
        var generated = new GeneratedCorpus();
        generated.files.put("schema.cedarschema", SCHEMA.getBytes(UTF_8));
        for (var set = 0; set < sets; set++) generated.add(String.valueOf(set), new Random(seed + set), requests);
        return CedarCorpus.of(generated.files);
    }

    private void add(String name, Random random, int requests) throws Exception {
        var worlds = new WorldGenerator(random);
        var policies = new PolicyGenerator(random);
        var text = IntStream.range(0, POLICIES).mapToObj(i -> policies.policy()).collect(Collectors.joining("\n"));
        var entities = worlds.entities();
        var test = JSON.objectNode();
        test.put("schema", "schema.cedarschema")
                .put("policies", name + ".cedar")
                .put("entities", name + ".entities.json");
        var asked = test.putArray("requests");
        var official = PolicySet.parsePolicies(text);
        var known = Entities.parse(entities.toString());
        for (var i = 0; i < requests; i++) asked.add(request(i, random, worlds, official, known));
        files.put(name + ".cedar", text.getBytes(UTF_8));
        files.put(name + ".entities.json", bare(entities).toString().getBytes(UTF_8));
        files.put(name + ".json", test.toString().getBytes(UTF_8));
    }

    private static ObjectNode request(
            int number, Random random, WorldGenerator worlds, PolicySet policies, Entities known) throws Exception {
        var context = worlds.attributes();
        var action = PolicyGenerator.ACTIONS.get(random.nextInt(3));
        var request = new Request(
                new EntityUid(random.nextInt(5) == 0 ? "Team" : "User", String.valueOf(random.nextInt(4))),
                new EntityUid("Action", action),
                new EntityUid(random.nextInt(5) == 0 ? "Team" : "Doc", String.valueOf(random.nextInt(4))),
                new RecordValue(Map.of()));
        var answer = OfficialAnswer.to(request, context.toString(), policies, known);
        var told = JSON.objectNode().put("description", "request " + number);
        uid(told.putObject("principal"), request.principal());
        uid(told.putObject("action"), request.action());
        uid(told.putObject("resource"), request.resource());
        told.set("context", bare(context));
        told.put("decision", answer.allowed() ? "allow" : "deny");
        answer.reasons().forEach(told.putArray("reason")::add);
        answer.errors().forEach(told.putArray("errors")::add);
        return told;
    }

    private static void uid(ObjectNode target, EntityUid uid) {
        target.put("type", uid.type()).put("id", uid.id());
    }

    private static ArrayNode bare(ArrayNode entities) {
        var bare = entities.deepCopy();
        for (var entity : bare) ((ObjectNode) entity).set("attrs", bare((ObjectNode) entity.path("attrs")));
        return bare;
    }

    /** Without the escapes of those attributes whose type the schema tells; elements of sets keep theirs. */
    private static ObjectNode bare(ObjectNode attributes) {
        var bare = JSON.objectNode();
        for (var attribute : attributes.properties()) bare.set(attribute.getKey(), bare(attribute.getValue()));
        return bare;
    }

    private static JsonNode bare(JsonNode value) {
        if (value.has("__entity")) return value.path("__entity");
        return value.has("__extn") ? value.path("__extn").path("arg") : value;
    }
}
