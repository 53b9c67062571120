package dev.mandate.console.apis;

import dev.mandate.console.frame.Told;
import dev.mandate.events.cloudevents.PlainText;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.function.Function;

/** Which application or agent somebody means who types a name, or an id. */
@ApplicationScoped
public class NamedClients {
    private static final int MOST_NAMED = 5;
    /** So many letters at its beginning a name has in common with one that is like it. */
    private static final int LIKE = 3;

    private final Apis apis;

    public NamedClients(Apis apis) {
        this.apis = apis;
    }

    /**
     * Does something with its id; where it isn't clear which is meant, he is told what to do.
     *
     * @param notHis what is said to whoever may not look for one
     */
    public Told meant(String typed, String notHis, Function<String, Told> with) {
        if (isId(typed)) return with.apply(typed); // whoever may name agents may call one as another's id
        var found = apis.get(Api.IDENTITY, "/clients?limit=2&name=" + Apis.encode(typed));
        if (found.isForbidden()) return Told.refused(notHis);
        var named = found.orUnanswered(Api.IDENTITY).path("items");
        if (named.size() > 1)
            return Told.refused(
                    "Several are named " + PlainText.quoted(typed) + ": name one by its id, cli_… or agt_….");
        return named.isEmpty()
                ? Told.refused(nobody(typed))
                : with.apply(named.path(0).path("client").asText());
    }

    private boolean isId(String text) {
        return apis.get(Api.IDENTITY, "/clients/" + Apis.encode(text)).isDone();
    }

    private String nobody(String typed) {
        var like = apis.get(
                        Api.IDENTITY,
                        "/clients?limit=" + MOST_NAMED + "&nameHas="
                                + Apis.encode(typed.substring(0, Math.min(LIKE, typed.length()))))
                .body()
                .path("items");
        var names = new ArrayList<String>();
        for (var one : like) names.add(PlainText.quoted(one.path("name").asText()));
        return "No application or agent is named " + PlainText.quoted(typed) + "."
                + (names.isEmpty() ? "" : " There are " + String.join(", ", names) + ".");
    }
}
