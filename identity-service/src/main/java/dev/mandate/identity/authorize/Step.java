package dev.mandate.identity.authorize;

import java.util.Map;

/** Where a browser goes next on its way from an application and back, or what the person is told. */
public sealed interface Step {
    /** Back to the application, with a code or with an error. */
    record Back(String location) implements Step {}

    /** The same by a form that the browser sends. */
    record Sent(String to, Map<String, String> answer) implements Step {}

    /** To the sign-in page, which carries the request. */
    record SignIn(String request) implements Step {}

    /** To the page that asks him, which carries the request. */
    record Ask(String request) implements Step {}

    /** Nowhere: whoever sent him here can't be trusted with an answer. */
    record Told(String why) implements Step {}
}
