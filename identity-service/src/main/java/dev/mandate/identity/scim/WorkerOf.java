package dev.mandate.identity.scim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.hr.MailAddress;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.hr.WorkerForm;
import dev.mandate.messaging.result.Result;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a SCIM user is to lifecycle-service. Identity providers tell less of people than HR systems do, so that each attribute which access
 * depends on has a value that stands for none: it is no department's, and of no country.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7643#section-4.1">RFC 7643 sections 4.1 and 4.3</a>
 */
final class WorkerOf {
    static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /** Of a name, a department or a title that nobody told. */
    static final String NONE = "-";

    private WorkerOf() {}

    /** @param managerEmployeeId of {@link #manager}; null where he has none */
    static Result<WorkerAttributes, ScimRefusal> attributes(JsonNode user, @Nullable String managerEmployeeId) {
        var name = user.path("name");
        var whole = text(name, "formatted")
                .or(() -> text(user, "displayName"))
                .or(() -> text(user, "userName"))
                .orElse(NONE);
        var given = text(name, "givenName");
        var family = text(name, "familyName");
        var alone = given.isEmpty() && family.isEmpty();
        try {
            return Result.done(new WorkerAttributes(
                    alone ? whole : given.orElse(NONE),
                    family.orElse(NONE),
                    address(user).orElse(null),
                    text(user.path(ENTERPRISE), "department").orElse(NONE),
                    text(user, "title").orElse(NONE),
                    country(user),
                    managerEmployeeId));
        } catch (IllegalArgumentException e) {
            return Result.refused(
                    ScimRefusal.badValue(Objects.requireNonNullElse(e.getMessage(), "an attribute is wrong")));
        }
    }

    /** {@code value} of the enterprise extension's {@code manager}. */
    static Optional<String> manager(JsonNode user) {
        return text(user.path(ENTERPRISE).path("manager"), "value");
    }

    static Optional<String> employeeNumber(JsonNode user) {
        return text(user.path(ENTERPRISE), "employeeNumber");
    }

    static Optional<String> externalId(JsonNode user) {
        return text(user, "externalId");
    }

    /** Whoever isn't said to be active or not is. */
    static boolean active(JsonNode user) {
        return user.path("active").asBoolean(true);
    }

    /** The one that counts first, as far as it is one: providers put other things there too. */
    static Optional<String> address(JsonNode user) {
        return Stream.concat(
                        preferred(user.path("emails")).flatMap(each -> text(each, "value").stream()),
                        text(user, "userName").stream())
                .filter(MailAddress::is)
                .findFirst();
    }

    private static String country(JsonNode user) {
        return preferred(user.path("addresses"))
                .flatMap(each -> text(each, "country").stream())
                .map(country -> country.toUpperCase(Locale.ROOT))
                .filter(WorkerForm::isCountry)
                .findFirst()
                .orElse(WorkerForm.NO_COUNTRY);
    }

    /** The primary one, that of work, and the others. */
    private static Stream<JsonNode> preferred(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .sorted(Comparator.comparingInt(each -> each.path("primary").asBoolean()
                        ? 0
                        : "work".equals(each.path("type").asText()) ? 1 : 2));
    }

    private static Optional<String> text(JsonNode object, String member) {
        return Optional.ofNullable(object.path(member).textValue()).filter(text -> !text.isBlank());
    }
}
