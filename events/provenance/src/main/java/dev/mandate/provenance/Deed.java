package dev.mandate.provenance;

import dev.mandate.provenance.Clauses.Use;
import dev.mandate.provenance.Clauses.Word;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
                    + " broadcast escalate apologize apologise introduce welcome complain reassure repost cc relay consult"
                    + " circulate acknowledge"
                    + " ~email ~mail ~message ~dm ~text ~reply ~answer ~share ~report ~feedback ~ask ~invite ~post ~comment"
                    + " ~upload ~ping ~wish ~warn ~alert ~page ~push ~commit ~submit ~accept ~decline ~refer ~cast ~vote ~report"
                    + " let+know get+back get+touch getting+touch reach+out drop+line drop+note shoot+note give+heads"
                    + " give+feedback leave+review leave+comment leave+rating leave+feedback leave+note loop+in turn+down follow+up"
                    + " pass+on",
            "send email mail message dm sms notify reply forward respond notification chat post publish comment tweet announce"
                    + " share upload broadcast escalate push refer referral release"),
    FILL(
            "fill in a form",
            "fill submit register sign apply enter enrol enroll reserve pay buy purchase subscribe rsvp"
                    + " ~post ~comment ~reply ~book ~order ~complete ~finish ~upload ~vote ~cast ~file ~claim ~confirm"
                    + " hand+in turn+in check+in sign+up opt+out opt+in",
            "input fill form submit enter type sign enroll enrol vote check+in sign+up"),
    GRANT(
            "give somebody a right",
            "invite grant allow authorize authorise permit assign enroll enrol onboard promote share admit appoint"
                    + " delegate approve unlock"
                    + " ~access ~join ?add ?bring ?send ?put ?open ?enable"
                    + " give+access give+permission give+right give+role make+member make+admin make+owner make+collaborator"
                    + " make+public set+permission set+access let+in let+see let+edit let+join let+use let+read add+collaborator add+member",
            "invite grant share assign add participant collaborator member permission role access promote enroll enrol onboard"
                    + " approve unlock"),
    PAY(
            "pay",
            "pay transfer refund buy purchase rebuy reimburse deposit donate subscribe reserve repay invest withdraw wire remit"
                    + " settle sell compensate prepay lend hire checkout"
                    + " ~rent stake swap trade ~order ~book ~return ~charge ~tip ~exchange ~bid ~fund ~renew"
                    + " ?send ?put ?give ?make ?update ?adjust ?set ?schedule ?change ?split ?cover ?move ?request ?raise"
                    + " ?increase ?lower ?reduce ?issue ?create ?return ?handle"
                    + " ask+refund apply+refund cover+share cover+cost top+up chip+in pick+up check+out",
            "pay payment send transfer buy purchase order checkout refund transaction deposit donate charge book reserve money rent"
                    + " rental subscribe sell withdraw"),
    DELETE(
            "delete or cancel",
            "delete remove clear cancel erase drop clean destroy revoke wipe discard uninstall kick purge trash rid"
                    + " unsubscribe terminate close undo empty dismiss abort deactivate disable suspend block ban freeze lock"
                    + " mute silence decline evict unfollow unpublish unshare retire decommission kill stop offboard expel"
                    + " revert rollback truncate flush unassign unlink merge"
                    + " ~tidy ~end ~leave ~shut ~reboot ~restart ~reset"
                    + " throw+out throw+away take+down take+off take+out call+off cut+off roll+back turn+off switch+off"
                    + " shut+down",
            "delete remove clear cancel erase drop revoke wipe discard purge destroy unsubscribe terminate close stop kill block"
                    + " ban empty trash disable deactivate suspend revert rollback truncate unfollow lock end mute uninstall shutdown"
                    + " kick roll+back shut+down"),
    SCHEDULE(
            "schedule",
            "schedule reschedule arrange organize organise reserve postpone rebook pencil"
                    + " ~plan ~book ~invite ~meet ~event"
                    + " ?put ?move ?push ?block ?set ?bring ?shift ?delay ?extend ?add",
            "schedule reschedule event calendar appointment meeting book reserve"),
    CREATE(
            "create",
            "create add draft generate start register set insert compose build issue provision prescribe launch append"
                    + " ~write ~make ~open ~note ~record ~file ~put ~log ~order ~block ~enter ~raise ~spin ~merge ~invite"
                    + " set+up spin+up fire+up start+up pencil+in write+down"
                    + " ~save ~remind",
            "create make add new open register generate start init write insert append draft issue launch provision log record"
                    + " prescribe order"),
    CHANGE(
            "change",
            "change update edit modify rename move adjust correct fix reset replace rotate renew set switch amend revise"
                    + " convert extend upgrade downgrade increase decrease raise lower reduce merge assign reassign enable"
                    + " disable configure postpone reschedule relocate append insert reopen resolve close complete scale"
                    + " approve"
                    + " reroute bump trim double halve organize organise shorten expand improve translate ~cut ~turn ~put ~push ~mark ~flag ~label ~pin ~tag ~swap ~exchange ~split ~freeze ~block ~lock",
            "update change edit modify rename move adjust set reset replace rotate renew reschedule convert extend upgrade"
                    + " downgrade merge assign label mark flag pin enable disable reopen close resolve scale switch toggle configure"),
    SAVE(
            "save or fetch a file",
            "save download store copy export import backup keep fetch clone ~archive ~fork ~upload back+up turn+into",
            "save download store copy backup export import clone"),
    VISIT(
            "visit pages",
            "visit browse click =website =webpage =page =link =url =site =article =blog =homepage =web =online =internet"
                    + " =forum ~open ~surf",
            "visit browse open webpage website page url site click navigate");

    /** How firmly a word asks. */
    enum Level {
        NO,
        /** Together with what the tool does it to. */
        WITH_THING,
        YES
    }

    /** Of which a verb alone says little, so that what it is done to must be asked for too. */
    private static final Set<Deed> SLIGHT = EnumSet.of(DELETE, CREATE, CHANGE);

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

    /** As it stands after "asks to". */
    String phrase() {
        return phrase;
    }

    Level askedBy(Word word) {
        if (things.contains(word.stem())) return Level.YES;
        if (word.wanted() && (this == PAY || this == SCHEDULE)) return Level.YES;
        if (word.use() == Use.SAID || word.use() == Use.FORBIDDEN || word.use() == Use.NOUN) return Level.NO;
        if (anywhere.contains(word.stem())) return Level.YES;
        if (word.use() == Use.PLAIN) return Level.NO;
        if (asVerb.contains(word.stem()))
            return word.use() == Use.OBJECT && MADE.contains(word.stem()) ? Level.NO : Level.YES;
        return word.use() == Use.VERB && withThing.contains(word.stem()) ? Level.WITH_THING : Level.NO;
    }

    boolean forbiddenBy(Word word) {
        return word.use() == Use.FORBIDDEN && (anywhere.contains(word.stem()) || asVerb.contains(word.stem()));
    }

    /** What must follow a word for the two to ask for this. */
    Set<String> after(String stem) {
        return pairs.getOrDefault(stem, Set.of());
    }

    boolean named(String stem) {
        return naming.contains(stem);
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
