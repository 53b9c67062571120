package dev.mandate.provenance;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words for things that something is done to, grouped: who says "folder" may mean what a tool calls a directory. */
final class Things {
    private static final List<String> GROUPS = List.of(
            "file folder directory document doc attachment pdf sheet spreadsheet slide presentation scan backup node path log contract agreement form"
                    + " letter docx txt csv xlsx md jpg png zip json html",
            "email mail message inbox newsletter spam promotion thread mailbox draft conversation junk",
            "event meeting appointment calendar diary call lunch dinner breakfast coffee sync standup interview slot invitation invite"
                    + " reminder activity afternoon morning",
            "user member person people participant collaborator colleague guest employee contractor teammate attendee owner admin"
                    + " intern staff account",
            "contact customer client lead deal opportunity",
            "repository repo project codebase",
            "issue ticket bug case complaint incident",
            "pull pr patch diff",
            "order purchase cart basket item product wishlist wish parcel",
            "money payment transaction transfer bill invoice fee rent euro eur dollar usd pound gbp cent amount balance difference"
                    + " deposit saving tip fine tax debt owe salary refund bank coin cash wage bonus price debit credit bond fund loan",
            "booking reservation trip hotel room stay night apartment accommodation",
            "booking reservation trip flight plane fare seat ticket",
            "booking reservation trip train bus ferry fare seat ticket",
            "booking reservation trip car rental ride taxi cab",
            "booking reservation table restaurant dinner lunch breakfast",
            "booking reservation ticket seat concert show tour",
            "subscription membership plan standing debit",
            "password passcode passphrase pin credential login",
            "key token secret certificate credential",
            "post tweet comment photo picture image video review reply story",
            "instance machine vm server host container pod cluster service job process deployment node",
            "database table row record schema column entry duplicate",
            "branch tag release version commit",
            "channel group team workspace community",
            "task todo note list reminder",
            "prescription dose medication drug",
            "access permission right role share",
            "rent lease tenant tenancy flat",
            "offer quote quotation proposal estimate",
            "address phone profile information info setting preference");

    /** They tell that an event is meant, but no more: files can be of Friday too. */
    private static final String TIMES =
            "monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight noon hour week"
                    + " weekend evening clock";

    /** Whatever is booked is one. */
    private static final Set<String> GENERIC = Wording.stems("booking reservation trip");

    private static final int EVENTS = 2;
    private static final int PEOPLE = 3;
    private static final int CONTACTS = 4;
    private static final int GOODS = 8;
    private static final int MONEY = 9;
    private static final int FIRST_BOOKED = 10;
    private static final int LAST_BOOKED = 15;

    private static final Map<String, Set<Integer>> BY_STEM = new HashMap<>();
    private static final Set<String> TIME_STEMS = Wording.stems(TIMES);

    static {
        for (int group = 0; group < GROUPS.size(); group++)
            for (var stem : Wording.stems(GROUPS.get(group)))
                BY_STEM.computeIfAbsent(stem, first -> new HashSet<>()).add(group);
        // The numbers above are places in a list that people add to.
        requireGroup(EVENTS, "event");
        requireGroup(PEOPLE, "person");
        requireGroup(CONTACTS, "contact");
        requireGroup(GOODS, "product");
        requireGroup(MONEY, "money");
        requireGroup(FIRST_BOOKED, "hotel");
        requireGroup(LAST_BOOKED, "concert");
    }

    private static void requireGroup(int group, String word) {
        if (!GROUPS.get(group).contains(word)) throw new IllegalStateException("group " + group + " has no " + word);
    }

    private Things() {}

    static boolean known(String stem) {
        return BY_STEM.containsKey(stem);
    }

    static boolean anyKnown(Collection<String> stems) {
        return stems.stream().anyMatch(Things::known);
    }

    /** A task that speaks of the ones speaks of the others. */
    static boolean shared(Collection<String> said, Collection<String> things) {
        var groups = new HashSet<Integer>();
        for (var thing : things) {
            if (said.contains(thing)) return true;
            groups.addAll(BY_STEM.getOrDefault(thing, Set.of()));
        }
        if (groups.isEmpty()) return false;
        for (var stem : said) {
            if (groups.contains(EVENTS) && TIME_STEMS.contains(stem)) return true;
            for (var group : BY_STEM.getOrDefault(stem, Set.of())) if (groups.contains(group)) return true;
        }
        return false;
    }

    /** What is bought or paid for, rather than the money, the cart and what every shop calls its goods. */
    static Set<String> particular(Collection<String> said) {
        var particular = new HashSet<>(said);
        particular.removeIf(stem -> GENERIC.contains(stem)
                || BY_STEM.getOrDefault(stem, Set.of()).contains(MONEY)
                || BY_STEM.getOrDefault(stem, Set.of()).contains(GOODS));
        return particular;
    }

    /** Of what can be booked, another kind: who asks for a room asks for no car. */
    static boolean otherBookings(Collection<String> said, Collection<String> things) {
        var asked = bookings(said);
        var booked = bookings(things);
        return !asked.isEmpty() && !booked.isEmpty() && asked.stream().noneMatch(booked::contains);
    }

    static boolean booked(Collection<String> said) {
        return !bookings(said).isEmpty();
    }

    private static Set<Integer> bookings(Collection<String> words) {
        var bookings = new HashSet<Integer>();
        for (var word : words)
            if (!GENERIC.contains(word))
                for (var group : BY_STEM.getOrDefault(word, Set.of()))
                    if (group >= FIRST_BOOKED && group <= LAST_BOOKED) bookings.add(group);
        return bookings;
    }

    /** Some of it takes place at a time: an appointment, a stay, a flight. */
    static boolean ofTime(Collection<String> said) {
        return booked(said)
                || said.stream()
                        .anyMatch(stem -> BY_STEM.getOrDefault(stem, Set.of()).contains(EVENTS));
    }

    static boolean ofPeople(String stem) {
        var groups = BY_STEM.getOrDefault(stem, Set.of());
        return groups.contains(PEOPLE) || groups.contains(CONTACTS);
    }

    static boolean ofMoney(Collection<String> said) {
        return said.stream()
                .anyMatch(stem -> BY_STEM.getOrDefault(stem, Set.of()).contains(MONEY));
    }
}
