package org.tl4j.serve;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.tl4j.core.error.UsageException;

/**
 * A bundle that is served under a name.
 *
 * @param name in addresses: 1 to 100 letters of ASCII, digits, dots, dashes and underscores, beginning with a letter or a digit
 * @param path the file
 */
public record ModelFile(String name, Path path) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String ENDING = ".tlz";

    /**
     * Checks the name.
     *
     * @throws UsageException if something is null, or the name has other characters
     */
    public ModelFile {
        required(name, "name");
        required(path, "path");
        if (!NAME.matcher(name).matches()) {
            throw new UsageException(
                    "name of a model",
                    "must be 1 to 100 letters from a to z, digits, dots, dashes and underscores",
                    name,
                    "give the model another name");
        }
    }

    /**
     * A bundle under the name of its file, without the ending {@code .tlz}.
     *
     * @throws UsageException if that is no name
     */
    public static ModelFile of(Path path) {
        String file = required(path, "path").getFileName().toString();
        return new ModelFile(file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file, path);
    }
}
