package org.tl4j.cli.documentation;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of {@code tl} that a document shows.
 *
 * @param place the document and the line in it
 * @param whole whether it stands in a block of its own, ready to be copied; in a sentence, options may be left out
 * @param arguments what follows {@code tl}
 */
record ShownCommand(String place, boolean whole, List<String> arguments) {
    private static final String CALL = "(?:[A-Z_]+=\\S+ +)*(?:\\./|bin/)?tl (?<arguments>[^`]*)";
    private static final Pattern BLOCK = Pattern.compile("^ {4,}" + CALL + "$");
    private static final Pattern FENCED = Pattern.compile("^ *" + CALL + "$");
    private static final Pattern INLINE = Pattern.compile("`" + CALL + "`");
    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    ShownCommand {
        requireNonNull(place, "place is null");
        arguments = List.copyOf(arguments);
    }

    /** All calls in a document, in their order. */
    static List<ShownCommand> in(Path document) {
        List<ShownCommand> commands = new ArrayList<>();
        boolean fenced = false;
        int number = 0;
        for (String line : Documents.text(document).lines().toList()) {
            number++;
            String place = document.getFileName() + ":" + number;
            if (line.strip().startsWith("```")) {
                fenced = !fenced;
                continue;
            }
            Matcher block = (fenced ? FENCED : BLOCK).matcher(line);
            if (block.matches()) {
                commands.add(of(place, true, block));
                continue;
            }
            Matcher inline = INLINE.matcher(line);
            while (inline.find()) {
                commands.add(of(place, false, inline));
            }
        }
        return commands;
    }

    private static ShownCommand of(String place, boolean whole, Matcher call) {
        List<String> arguments = new ArrayList<>();
        Matcher argument = ARGUMENT.matcher(call.group("arguments").replaceFirst(" #.*", ""));
        while (argument.find()) {
            arguments.add(argument.group(1) != null ? argument.group(1) : argument.group(2));
        }
        return new ShownCommand(place, whole, arguments);
    }

    /** With {@code COMMAND} in place of a command it says how all are called. */
    boolean isPattern() {
        return arguments.contains("COMMAND");
    }

    @Override
    public String toString() {
        return place + ": tl " + String.join(" ", arguments);
    }
}
