package dev.mandate.console.signins;

import java.util.List;
import java.util.Optional;

/** Where people are signed in, as identity-service has it. What doesn't count is answered with what to do about it. */
public interface SignIns {
    /** @param who a name, or an employee id; empty for nobody, who may look is told alone */
    Found find(String who);

    /** Where he is signed in; empty where there is no such person, or it is not for who looks. */
    Optional<SignedIn> of(String person);

    /** @param tasks whether those end that agents were given from there */
    Optional<String> end(String person, String signIn, boolean tasks);

    /** All that was begun as this person, with every task that was given. */
    Optional<String> endAll(String person, String reason);

    /**
     * Whom a name may mean.
     *
     * @param allowed whether he may look for anybody
     * @param exact whether they have just that name
     */
    record Found(List<Person> people, boolean allowed, boolean exact) {
        public Found {
            people = List.copyOf(people);
        }
    }

    /** @param employee his employee id; empty where there is none */
    record Person(String id, String name, String employee) {}

    /** The first to begin first. */
    record SignedIn(Person person, List<SignIn> signIns) {
        public SignedIn {
            signIns = List.copyOf(signIns);
        }
    }

    /**
     * One that counts.
     *
     * @param browser what it calls itself
     * @param how he showed that it is he, in words
     * @param device on which, with what is known of it; empty where nothing is
     */
    record SignIn(
            String id,
            String browser,
            String address,
            String how,
            String device,
            String began,
            String used,
            String ends) {}
}
