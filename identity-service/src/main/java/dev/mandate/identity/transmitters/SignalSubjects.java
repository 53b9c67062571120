package dev.mandate.identity.transmitters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.identity.federation.Accounts;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.MailDomain;
import dev.mandate.identity.identities.PersonProfile;
import dev.mandate.identity.postures.NamedDevice;
import dev.mandate.identity.sessions.MeantSignIn;
import dev.mandate.identity.signin.AssertedSubjects;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Whom a signal means, and which device: by his address, by our own name for him, or by the transmitter's: of the account by which it signs
 * him in, else of its assertions that let him in, else of an employee. Of nobody whose address isn't in one of the transmitter's domains. Needs a transaction.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9493#section-3.2">RFC 9493 section 3.2</a>
 */
@ApplicationScoped
class SignalSubjects {
    private static final int LONGEST = 320;

    private final Identities identities;
    private final Accounts accounts;
    private final AssertedSubjects asserted;
    private final String issuer;

    SignalSubjects(Identities identities, Accounts accounts, AssertedSubjects asserted, BrowserConfig config) {
        this.identities = identities;
        this.accounts = accounts;
        this.asserted = asserted;
        this.issuer = config.issuer();
    }

    Uni<Optional<IdentityId>> person(JsonNode subject, TransmitterRow transmitter) {
        return named(subject, transmitter).chain(found -> {
            var people = found.stream()
                    .filter(it -> it.kind() == IdentityState.Kind.PERSON && !it.deleted())
                    .toList();
            return people.size() == 1
                    ? identities
                            .profile(people.get(0).identity())
                            .map(profile -> profile.filter(it -> isOf(it, transmitter.domains()))
                                    .map(it -> it.state().identity()))
                    : Uni.createFrom().item(Optional.empty());
        });
    }

    /** The device that it means, by the transmitter's own name for it; empty where it names none in a way that is understood. */
    static Optional<NamedDevice> device(JsonNode device, TransmitterRow transmitter) {
        var name =
                switch (device.path("format").asText()) {
                    case "opaque" -> device.path("id");
                    case "iss_sub" -> device.path("sub");
                    case "uri" -> device.path("uri");
                    default -> MissingNode.getInstance();
                };
        return NamedDevice.of(transmitter.issuer, name.textValue());
    }

    /** The sign-in that it means, by our name for it or by the transmitter's; none where it names none in a way that is understood. */
    MeantSignIn signIn(JsonNode session, TransmitterRow transmitter, Optional<NamedDevice> device) {
        var theirs = !text(session, "iss").equals(issuer);
        var name =
                switch (session.path("format").asText()) {
                    case "opaque" -> text(session, "id");
                    case "iss_sub" ->
                        !theirs || text(session, "iss").equals(transmitter.issuer) ? text(session, "sub") : "";
                    default -> "";
                };
        return new MeantSignIn(theirs ? transmitter.issuer : null, name.isEmpty() ? null : name, device.orElse(null));
    }

    private Uni<List<IdentityState>> named(JsonNode subject, TransmitterRow transmitter) {
        return switch (subject.path("format").asText()) {
            case "email" -> {
                var email = text(subject, "email");
                yield email.isEmpty()
                        ? nobody()
                        : identities.withEmail(email).map(it -> it.stream().toList());
            }
            case "iss_sub" -> {
                var sub = text(subject, "sub");
                if (sub.isEmpty()) yield nobody();
                if (text(subject, "iss").equals(issuer))
                    yield IdentityId.parse(sub)
                            .map(id -> identities.find(id).map(it -> it.stream().toList()))
                            .orElseGet(SignalSubjects::nobody);
                yield text(subject, "iss").equals(transmitter.issuer) ? theirs(transmitter.issuer, sub) : nobody();
            }
            default -> nobody();
        };
    }

    private Uni<List<IdentityState>> theirs(String transmitter, String sub) {
        return accounts.whose(transmitter, sub)
                .chain(linked -> linked.isPresent() ? Uni.createFrom().item(linked) : asserted.whose(transmitter, sub))
                .chain(known -> known.map(person ->
                                identities.find(person).map(it -> it.stream().toList()))
                        .orElseGet(() -> identities.ofEmployee(sub)));
    }

    private static boolean isOf(PersonProfile person, List<String> domains) {
        return MailDomain.of(person.email()).filter(domains::contains).isPresent();
    }

    private static String text(JsonNode subject, String member) {
        var text = subject.path(member).asText("");
        return text.length() <= LONGEST && WholeText.is(text) ? text : "";
    }

    private static Uni<List<IdentityState>> nobody() {
        return Uni.createFrom().item(List.of());
    }
}
