package dev.mandate.console.signins;

import dev.mandate.console.signins.SignIns.Found;
import dev.mandate.console.signins.SignIns.Person;
import java.util.List;

/**
 * Whose sign-ins are looked for.
 *
 * @param allowed whether he may look for anybody
 * @param who what was typed; empty before
 * @param exact whether these people have just that name
 */
public record SignInsPage(String visitor, boolean allowed, String who, boolean exact, List<Person> people) {
    static SignInsPage of(String visitor, String who, Found found) {
        return new SignInsPage(visitor, found.allowed(), who, found.exact(), found.people());
    }
}
