package dev.mandate.identity.pages;

import dev.mandate.identity.credentials.Authenticators;
import dev.mandate.identity.credentials.Credential;
import dev.mandate.identity.identities.PersonProfile;
import dev.mandate.identity.sessions.SignInDevice;
import dev.mandate.identity.sessions.SignInSession;
import dev.mandate.pages.BrowserName;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of himself.
 *
 * @param form makes its forms ours
 * @param notice what became of the last thing that he did; null for nothing
 * @param app since when he has an authenticator app, and when he last used it; null for none
 * @param codesLeft how many recovery codes he has
 * @param elsewhere his accounts at providers
 * @param passkey options for another one as JSON; null where the site has no passkeys
 */
@TemplateData
public record AccountPage(
        String form,
        @Nullable String notice,
        String name,
        @Nullable String email,
        boolean hasPassword,
        List<Line> passkeys,
        List<Line> signIns,
        boolean mayRemove,
        @Nullable String app,
        int codesLeft,
        ProviderAccounts elsewhere,
        @Nullable String passkey) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /**
     * One thing in a list.
     *
     * @param here whether it is this very sign-in
     */
    @TemplateData
    public record Line(String id, String title, String detail, boolean here) {}

    static AccountPage of(
            String form,
            @Nullable String notice,
            PersonProfile person,
            SignInSession present,
            List<Credential> credentials,
            List<SignInSession> signIns,
            Authenticators.@Nullable Had app,
            ProviderAccounts elsewhere,
            @Nullable String passkey,
            Instant now) {
        return new AccountPage(
                form,
                notice,
                person.state().displayName(),
                person.email(),
                credentials.stream().anyMatch(Credential::isPassword),
                credentials.stream()
                        .filter(Credential::isPasskey)
                        .map(AccountPage::line)
                        .toList(),
                signIns.stream()
                        .map(signIn -> line(signIn, present, device(signIn, person, now)))
                        .toList(),
                credentials.stream().filter(Credential::isEnough).count() > 1,
                app == null ? null : since(app.since(), app.lastUsedAt()),
                app == null ? 0 : app.codesLeft(),
                elsewhere,
                passkey);
    }

    private static Line line(Credential credential) {
        var where = Boolean.TRUE.equals(credential.backedUp()) ? ", on more than one device" : "";
        return new Line(
                credential.id(),
                String.valueOf(credential.name()),
                since(credential.since(), credential.lastUsedAt()) + where,
                false);
    }

    static String since(Instant set, @Nullable Instant used) {
        return "since " + at(set) + ", " + (used == null ? "not used yet" : "last used " + at(used));
    }

    private static String device(SignInSession signIn, PersonProfile person, Instant now) {
        return SignInDevice.of(signIn, person.state(), now)
                .map(device -> "on " + device.name() + ", " + standing(device) + ", ")
                .orElse("");
    }

    private static String standing(SignInDevice device) {
        if (device.compliant() == null || device.at() == null)
            return "of which " + device.management() + " has told nothing";
        return (device.compliant() ? "compliant" : "not compliant") + " since " + at(device.at()) + " by the word of "
                + device.source();
    }

    private static Line line(SignInSession signIn, SignInSession present, String device) {
        return new Line(
                signIn.id().value(),
                BrowserName.of(signIn.browser()),
                device + "from " + signIn.address() + ", since " + at(signIn.createdAt()) + ", last used "
                        + at(signIn.lastUsedAt()),
                signIn.id().equals(present.id()));
    }

    static String at(Instant time) {
        return TIME.format(time);
    }
}
