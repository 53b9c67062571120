package dev.mandate.console.caps;

import dev.mandate.console.apis.Answer;
import dev.mandate.console.apis.Api;
import dev.mandate.console.apis.Apis;
import dev.mandate.console.apis.NamedClients;
import dev.mandate.console.frame.Told;
import dev.mandate.events.identity.TaskCapEvent.Of;
import dev.mandate.events.ids.IdentityId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From identity-service's {@code /task-caps}. */
@ApplicationScoped
class IdentityTaskCaps implements TaskCaps {
    private static final String PATH = "/task-caps";
    private static final String NOT_HIS = "Only who holds the role mandate-administrator says how long tasks last.";

    private final Apis apis;
    private final NamedClients clients;

    IdentityTaskCaps(Apis apis, NamedClients clients) {
        this.apis = apis;
        this.clients = clients;
    }

    @Override
    public Listed list() {
        var answer = apis.get(Api.IDENTITY, PATH);
        if (answer.isForbidden()) return new Listed(List.of(), false);
        var items = answer.orUnanswered(Api.IDENTITY).path("items");
        var ids = new ArrayList<String>();
        for (var one : items)
            if (Of.valueOf(one.path("of").asText()) == Of.CLIENT)
                ids.add(one.path("name").asText());
        var names = names(ids);
        var caps = new ArrayList<Cap>();
        for (var one : items) {
            var id = one.path("name").asText();
            var longest = Duration.parse(one.path("longest").asText());
            caps.add(new Cap(Of.valueOf(one.path("of").asText()), id, names.getOrDefault(id, id), longest));
        }
        return new Listed(caps, true);
    }

    /** One that has none, or that he may not see, is called by its id. */
    private Map<String, String> names(List<String> ids) {
        var paths = ids.stream().map(id -> "/clients/" + Apis.encode(id)).toList();
        var found = apis.getAll(Api.IDENTITY, paths);
        var names = new HashMap<String, String>();
        for (var i = 0; i < ids.size(); i++) named(found.get(i), ids.get(i), names);
        return names;
    }

    private static void named(Answer answer, String id, Map<String, String> names) {
        var name = answer.body().path("name").asText();
        if (answer.isDone() && !name.isEmpty()) names.put(id, name);
    }

    @Override
    public Told say(Of of, String name, @Nullable Integer minutes, String reason) {
        // An agent as which somebody else's application acts is no client, so that it is looked for where it is one.
        if (of != Of.CLIENT || minutes == null || name.startsWith(IdentityId.AGENT))
            return put(of, name, minutes, reason);
        return clients.meant(name, NOT_HIS, id -> put(of, id, minutes, reason));
    }

    private Told put(Of of, String id, @Nullable Integer minutes, String reason) {
        var body = new HashMap<String, Object>(Map.of("of", of.name(), "name", id));
        if (minutes != null) body.put("longest", "PT" + minutes + "M");
        if (!reason.isEmpty()) body.put("reason", reason);
        return apis.put(Api.IDENTITY, PATH, body, "").told(NOT_HIS);
    }
}
