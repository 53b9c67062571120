package dev.mandate.identity.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/**
 * What somebody signs in for, as the sign-in page carries it: an application's request, a device's code, or nothing but his account.
 *
 * @param request sealed by the authorization endpoint, or {@code device:} and the letters of a code, of which nothing depends: he is
 *     asked about it afterwards; empty for neither
 */
record SignInTarget(String request) {
    private static final String DEVICE = "device:";

    boolean isApplications() {
        return !request.isEmpty() && !request.startsWith(DEVICE);
    }

    /** Whoever is signed in already doesn't stay on the page. */
    boolean isNone() {
        return request.isEmpty();
    }

    /** Where he goes once he is signed in. */
    String onwards() {
        if (isNone()) return "/account";
        return isApplications()
                ? "/oauth2/authorize/resume?request=" + URLEncoder.encode(request, UTF_8)
                : "/device?user_code=" + URLEncoder.encode(request.substring(DEVICE.length()), UTF_8);
    }
}
