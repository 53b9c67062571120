package dev.mandate.events.hr;

import dev.mandate.events.cloudevents.WholeText;
import org.jspecify.annotations.Nullable;

/**
 * What HR knows of a worker that access depends on.
 *
 * @param email null for whoever has no address
 * @param department decides the birthright roles
 * @param country ISO 3166-1 alpha-2
 * @param managerEmployeeId null for whoever has no manager
 */
public record WorkerAttributes(
        String givenName,
        String familyName,
        @Nullable String email,
        String department,
        String title,
        String country,
        @Nullable String managerEmployeeId) {
    public WorkerAttributes {
        require(givenName, "givenName");
        require(familyName, "familyName");
        if (email != null) require(email, "email");
        require(department, "department");
        require(title, "title");
        require(country, "country");
        if (managerEmployeeId != null) require(managerEmployeeId, "managerEmployeeId");
    }

    public String displayName() {
        return givenName + " " + familyName;
    }

    private static void require(@Nullable String value, String name) {
        if (value == null || value.isBlank()) throw new IllegalArgumentException(name + " is missing");
        if (value.length() > 200) throw new IllegalArgumentException(name + " has more than 200 characters");
        if (!WholeText.is(value)) throw new IllegalArgumentException(name + " " + WholeText.RULE);
    }
}
