package dev.mandate.cli.decisions;

import dev.mandate.authz.client.Question;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.lookup.Lookup.NobodyFound;
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
        var declared = lookup().resourceType(application, resource.get(0));
        lookup().requireAction(application, resource.get(0), resource.get(2));
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

    /**
     * The same about all resources of the type.
     *
     * @throws NobodyFound if the application doesn't declare the type or the action, or nobody has the name
     */
    Question ofAll(String who, String application, String type, String action) {
        lookup().requireAction(application, type, action);
        return about(who).doing(action, type, "");
    }

    /** A name may be a person's or an agent's. */
    private Question about(String who) {
        var id = who.startsWith("agt_") ? who : Lookup.idOf(lookup().person(who));
        if (!id.startsWith("agt_")) return Question.about("person", id);
        var delegation = Lookup.newestDelegation(api, admin, id);
        var question = Question.about("agent", id);
        return delegation.isEmpty() ? question : question.under(delegation);
    }

    private Lookup lookup() {
        return new Lookup(api, admin);
    }
}
