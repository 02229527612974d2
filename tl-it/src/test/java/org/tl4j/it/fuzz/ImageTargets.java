package org.tl4j.it.fuzz;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.learner.TransferLearner;

/** Pictures in every format that is decoded, of every kind that the writers here can make. */
record ImageTargets(FuzzSeeds seeds, TransferLearner learner) {
    private static final int WIDTH = 90;
    private static final int HEIGHT = 70;

    FuzzTarget of(String format) throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (int type :
                List.of(BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_ARGB)) {
            BufferedImage picture = picture(type);
            if (format.equals("webp")) {
                files.add(webp(picture));
            } else if (type != BufferedImage.TYPE_INT_ARGB || format.equals("png") || format.equals("tiff")) {
                files.addAll(written(picture, format));
            }
        }
        Predictor predictor = learner.predictor(seeds.bundle());
        return new FuzzTarget(format, random -> Mutator.mutate(files, random), content -> predictor.predict(content));
    }

    private static BufferedImage picture(int type) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, type);
        Graphics2D graphics = picture.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, WIDTH, HEIGHT, new Color(0, 80, 200, 90)));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setPaint(Color.BLACK);
        graphics.fillOval(WIDTH / 3, HEIGHT / 3, WIDTH / 3, HEIGHT / 2);
        graphics.dispose();
        return picture;
    }

    /** Once for each kind of compression, and once more progressively where there is such a thing. */
    private static List<byte[]> written(BufferedImage picture, String format) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        List<byte[]> files = new ArrayList<>();
        ImageWriteParam usual = writer.getDefaultWriteParam();
        files.add(written(writer, picture, usual));
        if (usual.canWriteProgressive()) {
            usual.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            files.add(written(writer, picture, usual));
        }
        for (String compression : List.of("LZW", "Deflate", "PackBits")) {
            if (usual.canWriteCompressed()
                    && usual.getCompressionTypes() != null
                    && List.of(usual.getCompressionTypes()).contains(compression)) {
                ImageWriteParam packed = writer.getDefaultWriteParam();
                packed.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                packed.setCompressionType(compression);
                files.add(written(writer, picture, packed));
            }
        }
        writer.dispose();
        return files;
    }

    private static byte[] written(ImageWriter writer, BufferedImage picture, ImageWriteParam how) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        }
        return bytes.toByteArray();
    }

    private static byte[] webp(BufferedImage picture) throws IOException {
        try (BytePointer source = new BytePointer(written(picture, "png").get(0));
                Mat encoded = new Mat(1, (int) source.limit(), org.bytedeco.opencv.global.opencv_core.CV_8U, source);
                Mat pixels = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_UNCHANGED);
                BytePointer target = new BytePointer()) {
            if (!opencv_imgcodecs.imencode(".webp", pixels, target)) {
                throw new IOException("OpenCV must write WebP");
            }
            byte[] file = new byte[(int) target.limit()];
            target.get(file);
            return file;
        }
    }
}
