import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/**
 * Turns Fashion-MNIST, four gzip-compressed IDX files, into a zip of PNG images in class folders.
 *
 * <pre>
 * java dev/FashionMnistToZip.java IDX_FOLDER OUT.zip [--classes a,b,c] [--train N] [--test N]
 * </pre>
 *
 * <p>The zip holds {@code train/CLASS/00001.png} and {@code test/CLASS/00001.png}: 28x28 pixels, 8-bit grey, the first N
 * images of each class in the order of the file, all of them if N is not given. The same input on the same JDK gives
 * the same bytes: entries are sorted by name, stored without further compression, and carry one fixed time.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong usage.
 *
 * @see <a href="https://github.com/zalandoresearch/fashion-mnist">Fashion-MNIST, and its IDX format</a>
 */
public final class FashionMnistToZip {

    private static final String USAGE =
            "usage: java FashionMnistToZip.java IDX_FOLDER OUT.zip [--classes a,b,c] [--train N] [--test N]";

    /** Class names; the position of a name is its label in the IDX files. */
    private static final List<String> CLASSES = List.of(
            "t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle-boot");

    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2020, 1, 1, 0, 0);
    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;
    private static final int SIDE = 28;

    private FashionMnistToZip() {}

    /**
     * Runs the program.
     *
     * @param arguments the command line, as in the usage line
     */
    public static void main(String[] arguments) {
        int exitCode = 0;
        try {
            Request request = Request.parse(List.of(arguments));
            int images = write(request);
            System.out.println(images + " images written to " + request.output());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            exitCode = 2;
        } catch (NoSuchFileException e) {
            System.err.println("File or its folder must exist: " + e.getFile());
            exitCode = 1;
        } catch (IOException e) {
            System.err.println("Failed: " + e.getMessage());
            exitCode = 1;
        }
        System.exit(exitCode);
    }

    /**
     * The arguments of the program.
     *
     * @param idxFolder the folder of the four IDX files
     * @param output the zip to write
     * @param classes names of the classes wanted
     * @param trainPerClass training images of each class; empty for all
     * @param testPerClass test images of each class; empty for all
     */
    private record Request(
            Path idxFolder, Path output, Set<String> classes, OptionalInt trainPerClass, OptionalInt testPerClass) {

        static Request parse(List<String> arguments) {
            List<String> positional = new ArrayList<>();
            Set<String> classes = new LinkedHashSet<>(CLASSES);
            OptionalInt train = OptionalInt.empty();
            OptionalInt test = OptionalInt.empty();
            for (int i = 0; i < arguments.size(); i++) {
                String argument = arguments.get(i);
                switch (argument) {
                    case "--classes" -> classes = classes(value(arguments, ++i));
                    case "--train" -> train = OptionalInt.of(count(argument, value(arguments, ++i)));
                    case "--test" -> test = OptionalInt.of(count(argument, value(arguments, ++i)));
                    default -> {
                        if (argument.startsWith("--")) {
                            throw new IllegalArgumentException("Unknown option " + argument);
                        }
                        positional.add(argument);
                    }
                }
            }
            if (positional.size() != 2) {
                throw new IllegalArgumentException(
                        "IDX_FOLDER and OUT.zip must be given and nothing else, found " + positional);
            }
            return new Request(Path.of(positional.get(0)), Path.of(positional.get(1)), classes, train, test);
        }

        private static String value(List<String> arguments, int index) {
            if (index == arguments.size()) {
                throw new IllegalArgumentException(arguments.get(index - 1) + " must be followed by a value");
            }
            return arguments.get(index);
        }

        private static Set<String> classes(String commaSeparated) {
            Set<String> names = new LinkedHashSet<>(List.of(commaSeparated.split(",", -1)));
            for (String name : names) {
                if (!CLASSES.contains(name)) {
                    throw new IllegalArgumentException(
                            "--classes must name some of " + CLASSES + ", found \"" + name + "\"");
                }
            }
            return names;
        }

        private static int count(String option, String value) {
            if (!value.matches("[1-9][0-9]{0,5}")) {
                throw new IllegalArgumentException(
                        option + " must be a whole number from 1 to 999999, found \"" + value + "\"");
            }
            return Integer.parseInt(value);
        }
    }

    private static int write(Request request) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        collect(request, "train", "train", request.trainPerClass(), entries);
        collect(request, "test", "t10k", request.testPerClass(), entries);

        // Written to a temporary file and then moved: a crash leaves the old or the new file, never a partial one.
        Path unfinished = request.output().resolveSibling(request.output().getFileName() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                writeZip(entries, out);
            }
            Files.move(unfinished, request.output(), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return entries.size();
    }

    /** Adds the PNG files of one subset under their names in the zip. */
    private static void collect(
            Request request, String part, String filePrefix, OptionalInt perClass, Map<String, byte[]> entries)
            throws IOException {
        byte[] pixels = readIdx(
                request.idxFolder().resolve(filePrefix + "-images-idx3-ubyte.gz"), IMAGES_MAGIC, SIDE * SIDE);
        byte[] labels = readIdx(request.idxFolder().resolve(filePrefix + "-labels-idx1-ubyte.gz"), LABELS_MAGIC, 1);
        if (pixels.length != labels.length * SIDE * SIDE) {
            throw new IOException("Images and labels of part " + part + " must be equal in number, found "
                    + pixels.length / (SIDE * SIDE) + " images and " + labels.length + " labels");
        }
        int[] taken = new int[CLASSES.size()];
        for (int i = 0; i < labels.length; i++) {
            int label = Byte.toUnsignedInt(labels[i]);
            if (label >= CLASSES.size()) {
                throw new IOException("A label must be from 0 to 9, found " + label + " at index " + i + " of " + part);
            }
            String name = CLASSES.get(label);
            if (request.classes().contains(name) && (perClass.isEmpty() || taken[label] < perClass.getAsInt())) {
                taken[label]++;
                entries.put("%s/%s/%05d.png".formatted(part, name, taken[label]), png(pixels, i * SIDE * SIDE));
            }
        }
        for (String name : request.classes()) {
            int found = taken[CLASSES.indexOf(name)];
            if (found == 0 || (perClass.isPresent() && found < perClass.getAsInt())) {
                throw new IOException("Class " + name + " has only " + found + " images in part " + part
                        + "; ask for fewer with --" + part);
            }
        }
    }

    /** Reads the data of an IDX file of bytes, {@code itemLength} bytes per item. */
    private static byte[] readIdx(Path file, int expectedMagic, int itemLength) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            int magic = in.readInt();
            if (magic != expectedMagic) {
                throw new IOException("%s must begin with %08x, found %08x".formatted(file, expectedMagic, magic));
            }
            int items = in.readInt();
            if (expectedMagic == IMAGES_MAGIC) {
                int rows = in.readInt();
                int columns = in.readInt();
                if (rows != SIDE || columns != SIDE) {
                    throw new IOException(file + " must hold images of 28x28, found " + columns + "x" + rows);
                }
            }
            byte[] data = in.readAllBytes();
            if (data.length != (long) items * itemLength) {
                throw new IOException(file + " must hold " + items + " items of " + itemLength + " bytes, found "
                        + data.length + " bytes in all");
            }
            return data;
        }
    }

    private static byte[] png(byte[] pixels, int offset) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        // The raster is written directly: setRGB would convert the grey values.
        byte[] raster = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(pixels, offset, raster, 0, raster.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", out)) {
            throw new IOException("This JDK has no PNG writer");
        }
        return out.toByteArray();
    }

    private static void writeZip(Map<String, byte[]> entries, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : entries.entrySet()) {
                CRC32 checksum = new CRC32();
                checksum.update(file.getValue());
                ZipEntry entry = new ZipEntry(file.getKey());
                // A local time is stored unchanged; an instant would depend on the time zone.
                entry.setTimeLocal(ENTRY_TIME);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(file.getValue().length);
                entry.setCrc(checksum.getValue());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
    }
}
