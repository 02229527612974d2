package org.tl4j.it;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;

/** File names that programs stumble over. */
final class OddNames {
    /** Those that the file systems of this operating system allow. */
    static final List<String> OF_THIS_SYSTEM = Stream.of(
                    "with several  spaces", "größe 鞋 👟", "-dash", "100%", "it's", "two\nlines", "a\"quote\"")
            .filter(name -> File.separatorChar == '/' || name.matches("[^\n\"]*"))
            .toList();

    private OddNames() {}
}
