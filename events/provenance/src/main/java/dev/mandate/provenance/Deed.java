package dev.mandate.provenance;

import dev.mandate.provenance.Clauses.Use;
import dev.mandate.provenance.Clauses.Word;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A kind of deed, with the English words by which people ask for it and by which tools are named after it. {@code ~} before a word: it is
 * a thing as often as a deed, so that it asks for something only where a verb can stand ("email Bob", not "my email"). {@code ?}: it asks
 * for this only together with what the tool does it to. {@code =}: a thing that asks for it wherever it stands. {@code take+down}: the
 * second follows the first.
 */
enum Deed {
    SEND(
            "send or publish",
            "send write tell forward notify inform contact greet thank remind deliver congratulate respond publish announce tweet rsvp"
                    + " broadcast escalate apologize apologise introduce complain dispatch transmit reassure repost cc relay consult"
                    + " circulate acknowledge"
                    + " ~email ~mail ~message ~dm ~text ~reply ~answer ~share ~report ~feedback ~ask ~invite ~post ~comment"
                    + " ~upload ~ping ~wish ~warn ~alert ~page ~push ~commit ~submit ~accept ~decline ~refer ~cast ~vote ~welcome ~confirm ~offer ?leave"
                    + " let+know get+back get+touch getting+touch reach+out drop+line drop+note shoot+note give+heads"
                    + " give+feedback leave+review leave+comment leave+rating leave+feedback leave+note loop+in turn+down follow+up"
                    + " pass+on spread+word put+online go+live get+over get+across",
            "send email mail message dm sms notify reply forward respond notification chat post publish comment tweet announce"
                    + " share upload broadcast escalate push refer referral release dispatch transmit"),
    FILL(
            "fill in a form",
            "fill submit register sign apply enter enrol enroll reserve pay buy purchase subscribe rsvp"
                    + " ~post ~comment ~reply ~book ~order ~complete ~finish ~upload ~vote ~cast ~file ~claim ~confirm"
                    + " hand+in turn+in check+in sign+up opt+out opt+in",
            "input fill form submit enter type sign enroll enrol vote check+in sign+up"),
    GRANT(
            "give somebody a right",
            "invite grant allow authorize authorise permit ?assign enroll enrol onboard promote share admit appoint"
                    + " delegate approve unlock"
                    + " entitle nominate ~access ~join ?add ?bring ?send ?put ?open ?enable"
                    + " give+access give+permission give+right give+role make+member make+admin make+owner make+collaborator"
                    + " make+public make+available set+permission set+access let+in let+see let+edit let+join let+use let+read add+collaborator add+member part+of hand+over",
            "invite grant share assign add participant collaborator member permission role access promote enroll enrol onboard"
                    + " approve unlock"),
    PAY(
            "pay",
            "pay transfer refund repay reimburse deposit donate subscribe invest withdraw wire remit settle compensate"
                    + " prepay lend"
                    + " ~rent stake ~return ~charge ~tip ~fund"
                    + " ?send ?put ?give ?make ?update ?adjust ?set ?schedule ?change ?split ?cover ?move ?request ?raise"
                    + " ?increase ?lower ?reduce ?issue ?create ?return ?handle"
                    + " ask+refund apply+refund cover+share cover+cost top+up chip+in",
            "pay payment send transfer refund transaction deposit donate charge money rent withdraw return"),
    BUY(
            "buy or book",
            "buy purchase rebuy subscribe reserve sell hire checkout procure acquire restock replenish stock ?grab ?snag ?secure ?take ?pick"
                    + " ~rent swap trade ~order ~book ~exchange ~bid ~renew pick+up check+out",
            "buy purchase order checkout book reserve rental subscribe sell procure reorder"),
    DELETE(
            "delete or cancel",
            "delete remove cancel erase drop destroy scrap shred nuke ditch expunge strip detach bin revoke wipe discard uninstall kick purge trash rid"
                    + " unsubscribe terminate undo dismiss abort"
                    + " decline evict unfollow unpublish unshare retire decommission kill offboard expel"
                    + " revert rollback truncate flush unassign unlink merge"
                    + " ~tidy ~leave ~reset ~clear ~clean ~empty"
                    + " throw+out throw+away take+down take+off take+out call+off roll+back cross+out cross+off wipe+out",
            "delete remove clear cancel erase drop revoke wipe discard purge destroy unsubscribe terminate kill"
                    + " empty trash revert rollback truncate unfollow uninstall kick roll+back"),
    END(
            "stop or close",
            "stop halt pause quit deactivate disable suspend block ban freeze mute silence"
                    + " ~close ~lock ~end ~shut ~reboot ~restart ~bounce cut+off turn+off switch+off shut+down",
            "close stop block ban disable deactivate suspend lock end mute shutdown cancel terminate revoke kill unsubscribe halt pause restart reboot shut+down"),
    SCHEDULE(
            "schedule",
            "schedule reschedule arrange organize organise reserve postpone rebook pencil"
                    + " ~plan ~book ~invite ~meet ~event"
                    + " ?put ?move ?push ?block ?set ?bring ?shift ?delay ?extend ?add fit+in squeeze+in line+up",
            "schedule reschedule event calendar appointment meeting book reserve"),
    CREATE(
            "create",
            "create add draft generate start register set insert compose build issue provision prescribe launch append craft produce establish trigger deploy"
                    + " ~write ~make ~open ~note ~record ~file ~put ~log ~order ~block ~enter ~raise ~spin ~merge ~invite ~renew"
                    + " set+up spin+up fire+up start+up pencil+in write+down put+together write+up jot+down note+down put+down kick+off"
                    + " ~save ~remind",
            "create make add new open register generate start init write insert append draft issue launch provision log record trigger deploy"
                    + " prescribe order"),
    CHANGE(
            "change",
            "change update edit modify alter adapt tweak refine rework migrate patch deploy rename move adjust correct fix reset replace rotate renew set switch amend revise"
                    + " convert extend upgrade downgrade increase decrease raise lower reduce merge assign reassign enable"
                    + " disable configure postpone reschedule relocate append insert reopen resolve close complete scale"
                    + " approve"
                    + " reroute bump trim double halve organize organise shorten expand improve translate ~cut ~turn ~put ~push ~mark ~flag ~label ~pin ~tag ~swap ~exchange ~split ~freeze ~block ~lock"
                    + " switch+on switch+off turn+on turn+off turn+up turn+down roll+back",
            "update change edit modify rename move adjust set reset replace rotate renew reschedule convert extend upgrade"
                    + " downgrade merge assign label mark flag pin enable disable reopen close resolve scale switch toggle configure deploy patch migrate tune"),
    SAVE(
            "save or fetch a file",
            "save download store copy export import backup keep fetch clone stash dump ~archive ~fork ~upload back+up turn+into",
            "save download store copy backup export import clone"),
    VISIT(
            "visit pages",
            "visit browse click =website =webpage =page =link =url =site =article =blog =homepage =web =online =internet"
                    + " =forum ~open ~surf",
            "visit browse open webpage website page url site click navigate");

    private static final int SHORTEST_OPPOSITE = 4;

    /** How firmly a word asks. */
    enum Level {
        NO,
        /** Together with what the tool does it to. */
        WITH_THING,
        YES
    }

    /** Of which a verb alone says little, so that what it is done to must be asked for too. */
    private static final Set<Deed> SLIGHT = EnumSet.of(DELETE, END, CREATE, CHANGE);

    /** What reading takes. */
    static final Set<Deed> FETCHES = Set.of(SAVE, VISIT);

    /** Who creates one of these sends and fills in nothing. */
    private static final Set<String> MADE =
            Wording.stems("file mail email message text page event note record log list");

    private static final Set<String> ANY = new HashSet<>();

    static {
        for (var deed : values())
            for (var words : List.of(deed.anywhere, deed.asVerb, deed.naming, deed.things)) ANY.addAll(words);
    }

    private final String phrase;
    private final Set<String> anywhere;
    private final Set<String> asVerb;
    private final Set<String> withThing;
    private final Set<String> things;
    private final Map<String, Set<String>> pairs;
    private final Set<String> naming;
    private final Map<String, Set<String>> namingPairs;

    Deed(String phrase, String asking, String naming) {
        this.phrase = phrase;
        this.anywhere = Wording.stems(asking, word -> Character.isLetter(word.charAt(0)) && word.indexOf('+') < 0);
        this.asVerb = marked(asking, '~');
        this.withThing = marked(asking, '?');
        this.things = marked(asking, '=');
        this.pairs = Wording.pairs(asking);
        this.naming = Wording.stems(naming, word -> word.indexOf('+') < 0);
        this.namingPairs = Wording.pairs(naming);
    }

    private static Set<String> marked(String words, char mark) {
        var marked = new StringBuilder();
        for (var word : words.split(" "))
            if (word.charAt(0) == mark) marked.append(word.substring(1)).append(' ');
        return Wording.stems(marked.toString().strip());
    }

    /** For people, in a sentence. */
    static String phrase(Set<Deed> deeds) {
        return deeds.isEmpty() ? "do this" : deeds.stream().map(it -> it.phrase).collect(Collectors.joining(", "));
    }

    Level askedBy(Word word) {
        var level = askedBy(word, word.stem());
        if (level != Level.NO || any(word.stem()) || !opposite(word.stem())) return level;
        return word.use() == Use.VERB && (this == DELETE || this == CHANGE) ? Level.YES : Level.NO;
    }

    /** "Untag", "unpin": what undoes a deed is no word of its own. */
    private static boolean opposite(String stem) {
        return stem.length() > SHORTEST_OPPOSITE && stem.startsWith("un") && ANY.contains(stem.substring(2));
    }

    /** A reminder is a thing, though to remind is a deed. */
    private static boolean doer(Word word) {
        return word.plain().equals(word.stem() + "er");
    }

    private Level askedBy(Word word, String stem) {
        if (things.contains(stem)) return Level.YES;
        if (word.wanted() && (this == BUY || this == SCHEDULE)) return Level.YES;
        if (word.use() != Use.VERB && this == SEND && doer(word)) return Level.NO;
        if (word.use() == Use.SAID || word.use() == Use.FORBIDDEN || word.use() == Use.NOUN) return Level.NO;
        if (anywhere.contains(stem)) return Level.YES;
        if (word.use() == Use.PLAIN) return Level.NO;
        if (asVerb.contains(stem)) return word.use() == Use.OBJECT && MADE.contains(stem) ? Level.NO : Level.YES;
        return word.use() == Use.VERB && withThing.contains(stem) ? Level.WITH_THING : Level.NO;
    }

    boolean forbiddenBy(Word word) {
        return word.use() == Use.FORBIDDEN && (anywhere.contains(word.stem()) || asVerb.contains(word.stem()));
    }

    /** What must follow a word for the two to ask for this. */
    Set<String> after(String stem) {
        return pairs.getOrDefault(stem, Set.of());
    }

    boolean named(String stem) {
        return naming.contains(stem) || this == DELETE && !any(stem) && opposite(stem);
    }

    /** Of a tool whose name has no other word for what it does. */
    boolean mayName(String stem) {
        return anywhere.contains(stem);
    }

    boolean named(String stem, String next) {
        return namingPairs.getOrDefault(stem, Set.of()).contains(next);
    }

    boolean slight() {
        return SLIGHT.contains(this);
    }

    /** It is a word for doing something, whatever it is. */
    static boolean any(String stem) {
        return ANY.contains(stem);
    }
}
