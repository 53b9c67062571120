package dev.mandate.console.signins;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.apis.Answer;
import dev.mandate.console.apis.Api;
import dev.mandate.console.apis.Apis;
import dev.mandate.events.hr.HrEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From identity-service's {@code /identities}. */
@ApplicationScoped
class IdentitySignIns implements SignIns {
    private static final int MOST = 50;
    private static final String NOBODYS_NAME = "-";

    private final Apis apis;

    IdentitySignIns(Apis apis) {
        this.apis = apis;
    }

    @Override
    public Found find(String who) {
        if (who.isEmpty()) return new Found(List.of(), mayLook(), true);
        for (var by : HrEvent.isEmployeeId(who) ? List.of("employeeId", "name") : List.of("name")) {
            var answer = apis.get(Api.IDENTITY, search(by, who));
            if (answer.isForbidden()) return new Found(List.of(), false, true);
            var people = people(answer);
            if (!people.isEmpty()) return new Found(people, true, true);
        }
        return new Found(people(apis.get(Api.IDENTITY, search("near", who))), true, false);
    }

    private boolean mayLook() {
        return !apis.get(Api.IDENTITY, search("name", NOBODYS_NAME)).isForbidden();
    }

    private static String search(String by, String who) {
        return "/identities?limit=" + MOST + "&" + by + "=" + Apis.encode(who);
    }

    private static List<Person> people(Answer answer) {
        var people = new ArrayList<Person>();
        for (var one : answer.orUnanswered(Api.IDENTITY).path("items"))
            if (one.path("identity").asText().startsWith("per_")) people.add(person(one));
        return people;
    }

    private static Person person(JsonNode it) {
        return new Person(
                it.path("identity").asText(),
                it.path("displayName").asText(),
                it.path("employeeId").asText(""));
    }

    @Override
    public Optional<SignedIn> of(String id) {
        var person = apis.get(Api.IDENTITY, "/identities/" + Apis.encode(id));
        if (!person.isDone()) return Optional.empty();
        var found = apis.get(Api.IDENTITY, path(id) + "/sign-ins");
        if (!found.isDone()) return Optional.empty();
        var signIns = new ArrayList<SignIn>();
        for (var one : found.body()) signIns.add(SignInInWords.of(one));
        return Optional.of(new SignedIn(person(person.body()), signIns));
    }

    @Override
    public Optional<String> end(String person, String signIn, boolean tasks) {
        return against(apis.post(
                Api.IDENTITY, path(person) + "/sign-ins/" + Apis.encode(signIn) + "/end", Map.of("tasks", tasks)));
    }

    @Override
    public Optional<String> endAll(String person, String reason) {
        return against(apis.post(
                Api.IDENTITY, path(person) + "/sign-out", reason.isEmpty() ? Map.of() : Map.of("reason", reason)));
    }

    private static Optional<String> against(Answer answer) {
        return answer.isDone() ? Optional.empty() : Optional.of(answer.advice());
    }

    private static String path(String person) {
        return "/identities/" + Apis.encode(person);
    }
}
