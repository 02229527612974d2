package org.tl4j.cli.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name of the processor. */
final class Processor {
    private static final Logger LOG = LoggerFactory.getLogger(Processor.class);
    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private Processor() {}

    /** Its name if the system states it, otherwise its family. */
    static String name(Map<String, String> environment) {
        String family = environment.getOrDefault("PROCESSOR_IDENTIFIER", System.getProperty("os.arch"));
        if (!Files.isReadable(LINUX)) {
            return family;
        }
        try {
            return Files.readString(LINUX, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(family);
        } catch (IOException e) {
            LOG.debug("{} cannot be read", LINUX, e);
            return family;
        }
    }
}
