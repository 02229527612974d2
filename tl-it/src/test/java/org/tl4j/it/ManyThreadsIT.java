package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;

/** One predictor, many threads. */
@ExtendWith(WorkshopExtension.class)
class ManyThreadsIT {
    private static final int THREADS = 8;
    private static final int IMAGES = 8;

    private final Workshop workshop;

    ManyThreadsIT(Workshop workshop) {
        this.workshop = workshop;
    }

    /** A photo without loss, so that every decoder gives the same pixels. */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    private record Photo(Path file, byte[] encoded, BufferedImage pixels) {}

    @Test
    void eightThreadsGetExactlyWhatOneGets() throws Exception {
        Path data = Fixtures.path("data/hymenoptera");
        Path bundle = workshop.newFolder("threads").resolve("model.tlz");
        Photos.train(workshop.learner(), data, bundle);
        List<Photo> photos = photos(data.resolve("val/bees"), workshop.newFolder("photos"));

        try (Predictor predictor = workshop.learner().predictor(bundle)) {
            List<Prediction> alone = photos.stream()
                    .map(photo -> predictor.predict(photo.file()))
                    .toList();

            assertThat(alone).doesNotHaveDuplicates();
            assertThat(ofAllThreads(predictor, photos))
                    .allSatisfy(found -> assertThat(found).isEqualTo(alone));
        }
    }

    private static List<List<Prediction>> ofAllThreads(Predictor predictor, List<Photo> photos)
            throws InterruptedException, ExecutionException {
        List<Callable<List<Prediction>>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int way = i % 3;
            tasks.add(() -> photos.stream()
                    .map(photo -> switch (way) {
                        case 0 -> predictor.predict(photo.file());
                        case 1 -> predictor.predict(photo.encoded());
                        default -> predictor.predict(photo.pixels());
                    })
                    .toList());
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<List<Prediction>> found = new ArrayList<>();
            for (Future<List<Prediction>> future : threads.invokeAll(tasks)) {
                found.add(future.get());
            }
            return found;
        } finally {
            threads.shutdown();
        }
    }

    private static List<Photo> photos(Path from, Path to) throws IOException {
        List<Path> originals;
        try (Stream<Path> files = Files.list(from)) {
            originals = files.sorted().limit(IMAGES).toList();
        }
        List<Photo> photos = new ArrayList<>();
        for (Path original : originals) {
            BufferedImage pixels = ImageIO.read(original.toFile());
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(pixels, "png", png);
            byte[] encoded = png.toByteArray();
            photos.add(
                    new Photo(Garments.write(encoded, to.resolve(original.getFileName() + ".png")), encoded, pixels));
        }
        return photos;
    }
}
