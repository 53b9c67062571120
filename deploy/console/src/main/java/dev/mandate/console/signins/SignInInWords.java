package dev.mandate.console.signins;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.signins.SignIns.SignIn;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.pages.BrowserName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;

/** What identity-service says of a sign-in. */
final class SignInInWords {
    /** RFC 8176, as far as it is used of sign-ins here. */
    private static final Map<String, String> METHODS =
            Map.of("pwd", "password", "otp", "code of an app", "pop", "passkey");

    private SignInInWords() {}

    static SignIn of(JsonNode it) {
        var browser = it.path("browser").asText("");
        return new SignIn(
                it.path("id").asText(),
                BrowserName.of(browser),
                it.path("address").asText(),
                how(it),
                device(it.path("device")),
                it.path("createdAt").asText(),
                it.path("lastUsedAt").asText(),
                it.path("endsAt").asText());
    }

    private static String how(JsonNode it) {
        var acr = it.path("acr").asText();
        if (acr.endsWith(":provider")) return "by another provider";
        var methods = new TreeSet<String>(Comparator.reverseOrder());
        for (var method : it.path("amr"))
            if (METHODS.containsKey(method.asText())) methods.add(METHODS.getOrDefault(method.asText(), ""));
        return methods.isEmpty() ? "as " + acr.replace("urn:mandate:acr:", "") : "by " + String.join(" and ", methods);
    }

    private static String device(JsonNode device) {
        if (!device.isObject()) return "";
        var words = new ArrayList<String>();
        words.add("on "
                + PlainText.quoted(device.path("name").asText(device.path("id").asText())));
        if (device.hasNonNull("compliant"))
            words.add(device.path("compliant").asBoolean() ? "which is compliant" : "which is not compliant");
        return String.join(", ", words);
    }
}
