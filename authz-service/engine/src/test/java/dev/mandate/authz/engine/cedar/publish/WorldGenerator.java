package dev.mandate.authz.engine.cedar.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** Makes the entities and contexts that {@link PolicyGenerator}'s policies talk about, with gaps. */
record WorldGenerator(Random random) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Three entities in four of each type, grouped by lower-numbered ones, and the actions with their group. */
    /** Each in the one before or in any before that, so that hierarchies get as deep. */
    private static final int TEAMS = 12;

    ArrayNode entities() throws Exception {
        var entities = JSON.createArrayNode();
        for (var type : PolicyGenerator.TYPES) {
            for (var id = 0; id < (type.equals("Team") ? TEAMS : 4); id++) {
                if (random.nextInt(type.equals("Team") ? TEAMS : 4) == 0) continue;
                var entity = entities.addObject();
                uid(entity.putObject("uid"), type, id);
                entity.set("attrs", attributes());
                var parents = entity.putArray("parents");
                if (type.equals("Team") && id > 0)
                    uid(parents.addObject(), type, id - 1 - random.nextInt(2) * random.nextInt(id));
                else if (id > 0 && random.nextBoolean()) uid(parents.addObject(), type, random.nextInt(id));
                else if (id > 0) uid(parents.addObject(), "Team", random.nextInt(TEAMS));
                if (random.nextBoolean()) entity.set("tags", JSON.readTree("{\"k\": \"abc\", \"a\": \"a\"}"));
            }
        }
        for (var action : PolicyGenerator.ACTIONS) {
            var parents = action.equals("any") ? "" : "{\"type\": \"Action\", \"id\": \"any\"}";
            entities.add(JSON.readTree("{\"uid\": {\"type\": \"Action\", \"id\": \"" + action
                    + "\"}, \"attrs\": {}, \"parents\": [" + parents + "]}"));
        }
        return entities;
    }

    ObjectNode attributes() throws Exception {
        var attributes = JSON.createObjectNode();
        for (var name : PolicyGenerator.ATTRIBUTES) {
            if (random.nextInt(4) > 0) attributes.set(name, value(name));
        }
        return attributes;
    }

    private JsonNode value(String name) throws Exception {
        return JSON.readTree(
                switch (name) {
                    case "n" -> pick("0", "7", "-3", "9223372036854775807");
                    case "s" -> pick("\"\"", "\"abc\"", "\"a*c\"", "\"ümläut\"");
                    case "b" -> pick("true", "false");
                    case "set" ->
                        pick("[]", "[1, \"a\"]", "[" + entity() + "]", "[" + entity() + ", " + entity() + "]");
                    case "rec" -> pick("{}", "{\"n\": 7}", "{\"deep\": {\"n\": 1}, \"s\": \"a\"}");
                    case "owner" -> entity();
                    case "ip" -> extension("ip", pick("10.0.0.1", "10.1.0.0/16", "::1", "ff02::1"));
                    case "dec" -> extension("decimal", pick("1.5", "-0.0001", "1.50"));
                    case "at" -> extension("datetime", pick("2024-02-29", "1969-07-20T20:17:40Z"));
                    default -> extension("duration", pick("1h", "-90m", "1d1ms"));
                });
    }

    private String entity() {
        return "{\"__entity\": {\"type\": \"" + PolicyGenerator.TYPES.get(random.nextInt(3)) + "\", \"id\": \""
                + random.nextInt(4) + "\"}}";
    }

    private static String extension(String function, String argument) {
        return "{\"__extn\": {\"fn\": \"" + function + "\", \"arg\": \"" + argument + "\"}}";
    }

    private static void uid(ObjectNode target, String type, int id) {
        target.put("type", type).put("id", String.valueOf(id));
    }

    private String pick(String... options) {
        return options[random.nextInt(options.length)];
    }
}
