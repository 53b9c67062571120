package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.client.Question;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.questions.Lookup.NobodyFound;
import dev.mandate.cli.running.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A question about a resource that an application keeps itself, from what a person typed. */
record ResourceQuestion(ApiClient api, String admin) {

    /**
     * About the person or agent of this name; an agent under its newest delegation.
     *
     * @param resource type, id and action
     * @param attributes where the catalogue says that one is a person or agent, by its name too
     * @throws NobodyFound if the application doesn't declare the type, or nobody has the name
     */
    Question of(String who, String application, List<String> resource, Map<String, Object> attributes) {
        if (resource.size() != 3)
            throw new NobodyFound(
                    "name a type, an id and an action after the application, such as invoice inv-4711 approve");
        var declared = declared(application, resource.get(0));
        var described = new HashMap<>(attributes);
        declared.path("attributes").fields().forEachRemaining(attribute -> {
            if (!(described.get(attribute.getKey()) instanceof String name)) return;
            if (attribute.getValue().asText().equals("person"))
                described.put(attribute.getKey(), Lookup.idOf(lookup().person(name)));
            if (attribute.getValue().asText().equals("agent"))
                described.put(attribute.getKey(), Lookup.idOf(lookup().agent(name)));
        });
        return about(who)
                .doing(resource.get(2), resource.get(0), resource.get(1))
                .described(described);
    }

    private Question about(String who) {
        if (!who.startsWith("agt_")) {
            try {
                return Question.about("person", Lookup.idOf(lookup().person(who)));
            } catch (NobodyFound e) {
                // an agent, then
            }
        }
        var agent = Lookup.idOf(lookup().agent(who));
        var delegation = Lookup.newestDelegation(api, admin, agent);
        var question = Question.about("agent", agent);
        return delegation.isEmpty() ? question : question.under(delegation);
    }

    private JsonNode declared(String application, String type) {
        var answer = api.get(Service.LIFECYCLE, "/catalog/application/" + ApiClient.encode(application), admin);
        if (answer.status() == 404) throw new NobodyFound("no application of the catalogue has the id " + application);
        for (var declared : answer.orRefuse().path("resourceTypes"))
            if (declared.path("type").asText().equals(type)) return declared;
        throw new NobodyFound("the application " + application + " declares no resource type " + type);
    }

    private Lookup lookup() {
        return new Lookup(api, admin);
    }
}
