package dev.mandate.cli.story;

import static dev.mandate.cli.story.Stage.MODEL;

import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.running.Service;
import java.util.List;
import java.util.Map;

/** Chapter 10: an identity provider takes somebody in by SCIM, and lets her go; every service knows her by the id of the first answer. */
final class Directory {
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private Directory() {}

    static void takesSomebodyInAndLetsHerGo(Stage stage) {
        var token = stage.cast.directory("directory " + stage.run);
        var created = stage.api.post(Service.IDENTITY, "/scim/v2/Users", token, ida(stage, true));
        stage.expect("a directory takes Ida in", 201, created.status());
        var id = created.body().path("id").asText();
        stage.expect(
                "lifecycle-service knows her by that id",
                id,
                stage.await.until(() -> stage.cast.worker(id).path("identity").asText(), id::equals));
        stage.expect(
                "she has what her department gives",
                "[employee, sales]",
                stage.await.until(() -> Stage.roles(stage.cast.worker(id)), "[employee, sales]"::equals));
        stage.expect("and is allowed by it", "allow", stage.await.until(() -> use(stage, id), Verdict::allowed));
        var path = "/scim/v2/Users/" + id;
        stage.expect(
                "the directory sets her inactive",
                200,
                stage.api.put(Service.IDENTITY, path, token, ida(stage, false)).status());
        stage.expect(
                "she is denied, as a leaver",
                false,
                stage.await
                        .until(() -> use(stage, id), verdict -> !verdict.allowed())
                        .allowed());
        stage.print("10. A directory takes somebody in, and lets her go");
    }

    private static Map<String, Object> ida(Stage stage, boolean active) {
        return Map.of(
                "schemas",
                List.of("urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE),
                "userName",
                "ida.iversen." + stage.run + "x@acme.example",
                "name",
                Map.of("givenName", "Ida", "familyName", "Iversen"),
                "active",
                active,
                ENTERPRISE,
                Map.of("department", "sales"));
    }

    private static Verdict use(Stage stage, String person) {
        return stage.questions.use(stage.cast.admin(), "person", person, MODEL);
    }
}
