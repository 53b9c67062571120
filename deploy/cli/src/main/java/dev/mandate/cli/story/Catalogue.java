package dev.mandate.cli.story;

import dev.mandate.cli.running.Service;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;

/** Chapter 1: the organisation says what there is, and whose sign-in it trusts. */
final class Catalogue {
    private Catalogue() {}

    static void isRegistered(Stage stage) throws IOException {
        var example = EventJson.mapper()
                .readTree(stage.system.layout().exampleCatalogue().toFile());
        var answer = stage.api.post(Service.LIFECYCLE, "/catalog/import", stage.cast.admin(), example);
        stage.expect("the example catalogue is imported", 200, answer.status());
        stage.cast.signIn().registerIssuer(stage.cast.admin());
        stage.print("1. The catalogue: roles, tools with labels, models, surfaces, own domains");
    }
}
