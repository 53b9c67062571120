package dev.mandate.bench.http;

import dev.mandate.bench.fixtures.Population;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Random;

/** Evaluations about agents drawn at random, each under the task that its owner delegated. */
final class Questions {
    private static final int PREPARED = 200_000;

    private final Random random = new Random(20261125);
    private final int agents;

    Questions(int agents) {
        this.agents = agents;
    }

    /** By a gateway, which names the delegation. */
    Load.Ask[] byGateway(String token) {
        var asks = new Load.Ask[PREPARED];
        for (int i = 0; i < PREPARED; i++) {
            var agent = random.nextInt(agents);
            var body = "{"
                    + evaluation(
                            agent,
                            ",\"delegation_id\":\"" + Population.task(agent).value() + "\"") + "}";
            asks[i] = new Load.Ask("/access/v1/evaluation", token, Buffer.buffer(body));
        }
        return asks;
    }

    /** By the agents themselves, of whom so many are at work, each with a token bound to its task. */
    Load.Ask[] byAgents(BearerTokens tokens, int working) throws Exception {
        var asks = new Load.Ask[working];
        for (int i = 0; i < working; i++) {
            var agent = random.nextInt(agents);
            var body = Buffer.buffer("{" + evaluation(agent, "") + "}");
            asks[i] = new Load.Ask("/access/v1/evaluation", tokens.agent(agent), body);
        }
        return asks;
    }

    /** So many evaluations in each request. */
    Load.Ask[] batches(String token, int size) {
        var asks = new Load.Ask[PREPARED / size];
        for (int i = 0; i < asks.length; i++) {
            var items = new ArrayList<String>();
            for (int item = 0; item < size; item++) {
                var agent = random.nextInt(agents);
                items.add("{"
                        + evaluation(
                                agent,
                                ",\"delegation_id\":\"" + Population.task(agent).value() + "\"") + "}");
            }
            var body = "{\"evaluations\":[" + String.join(",", items) + "]}";
            asks[i] = new Load.Ask("/access/v1/evaluations", token, Buffer.buffer(body));
        }
        return asks;
    }

    private static String evaluation(int agent, String context) {
        return """
                "subject":{"type":"agent","id":"%s"},"action":{"name":"call"},"resource":{"type":"tool","id":"email.send"},\
                "context":{"arguments":{"to":["p%d@acme.example"],"subject":"Offer","amount":5}%s}""".formatted(Population.agent(agent).value(), agent, context);
    }
}
