package dev.mandate.console.signins;

import dev.mandate.console.frame.Moment;
import dev.mandate.console.signins.SignIns.Person;
import dev.mandate.console.signins.SignIns.SignIn;
import dev.mandate.console.signins.SignIns.SignedIn;
import java.time.InstantSource;
import java.util.List;

/**
 * Where somebody is signed in.
 *
 * @param notice why the last attempt ended nothing; empty without
 */
public record PersonSignInsPage(String visitor, String notice, Person person, List<Item> items) {
    /** One of them, and its times. */
    public record Item(SignIn signIn, Moment began, Moment used, Moment until) {}

    static PersonSignInsPage of(String visitor, String notice, SignedIn it, InstantSource clock) {
        return new PersonSignInsPage(
                visitor,
                notice,
                it.person(),
                it.signIns().stream()
                        .map(one -> new Item(
                                one,
                                Moment.of(one.began(), clock),
                                Moment.of(one.used(), clock),
                                Moment.of(one.ends(), clock)))
                        .toList());
    }
}
