package dev.mandate.identity.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.identity.federation.Arrival.Why;
import dev.mandate.identity.signin.ProviderView;
import io.quarkus.qute.TemplateInstance;
import java.net.URLEncoder;
import java.util.List;

/** What somebody is told who isn't let in by a provider, and what he can do. Nothing of it says who has an account here. */
final class ArrivalWords {
    private ArrivalWords() {}

    /** Of somebody whom lifecycle-service is still to hear of. */
    static TemplateInstance joining(String provider, String request) {
        return Pages.provider(
                "Your account is being made",
                List.of("You come here for the first time. It takes a few seconds until you have an account here."),
                with(provider, request),
                "Go on");
    }

    /** Before somebody goes there to link an account. */
    static TemplateInstance leaving(String name, String address) {
        return Pages.provider(
                "Link an account at " + name,
                List.of(
                        "Sign in there with the account that you want to link, and you come back here.",
                        "From then on whoever can sign in there with it can sign in here as you."),
                address,
                "Go to " + name);
    }

    static TemplateInstance refused(Why why, String provider, String request) {
        var begin = request.isEmpty() ? "/sign-in?again" : "/sign-in?request=" + URLEncoder.encode(request, UTF_8);
        return switch (why) {
            case STALE ->
                told(
                        "This took too long",
                        "Signing in elsewhere is done within ten minutes, in one browser and one window, and counts once.",
                        "Please begin again.",
                        begin);
            case DECLINED ->
                told(
                        "You were not signed in there",
                        "You didn't sign in there, or aren't let in here from there.",
                        "Try again, or sign in another way.",
                        begin);
            case NOT_BELIEVED ->
                told(
                        "This can't sign you in at this moment",
                        "What was answered there can't be relied on, so nobody was signed in.",
                        "Try again, or sign in another way. If it goes on, tell an administrator: the reason is in the log.",
                        begin);
            case STOPPED ->
                told(
                        "Nobody signs in this way",
                        "An administrator has stopped it, or it was never there.",
                        "Please sign in another way, or ask an administrator.",
                        begin);
            case NOBODYS ->
                told(
                        "This account lets nobody in here",
                        "If you have an account here, sign in as you do otherwise and link this one on your account page.",
                        "If you have none, or can't get in, ask an administrator.",
                        begin);
            case TAKEN ->
                told(
                        "This account can't be linked",
                        "It is linked already. An account elsewhere is one person's here.",
                        "Link another one, or ask an administrator.",
                        "/account");
            case NOT_FRESH ->
                told(
                        "Please sign in again",
                        "An account is linked only shortly after you have signed in here, and in the same sign-in.",
                        "Then link it once more.",
                        "/sign-in?again");
            case TOO_MANY ->
                told(
                        "Not now",
                        "There were too many attempts, or too many accounts are linked.",
                        "Please try again later, or sign in another way.",
                        begin);
            case ENDED_SINCE ->
                Pages.provider(
                        "Please sign in there once more",
                        List.of("You were signed out everywhere, and have not signed in there since."),
                        with(provider, request) + "&again",
                        "Sign in there");
        };
    }

    private static TemplateInstance told(String title, String what, String todo, String link) {
        return Pages.provider(title, List.of(what, todo), link, "Go on");
    }

    private static String with(String provider, String request) {
        return ProviderView.PATH + provider + "?request=" + URLEncoder.encode(request, UTF_8);
    }
}
