package org.tl4j.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.examples.sample.SampleModel;

class PredictPhotoExampleTest {
    @TempDir
    private Path folder;

    @Test
    void printsTheLabel() throws IOException {
        Path model = SampleModel.write(folder);
        Path photo = Files.write(folder.resolve("photo.png"), SampleModel.photo());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            PredictPhoto.main(new String[] {model.toString(), photo.toString()});
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith(photo + ": " + SampleModel.LABEL + ", ")
                .matches("(?s).* [0-9.,]+ %\\R");
    }
}
