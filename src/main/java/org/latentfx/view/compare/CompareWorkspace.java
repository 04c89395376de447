package org.latentfx.view.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.StackPane;
import org.latentfx.data.DataSplit;
import org.latentfx.session.Session;
import org.latentfx.session.compare.Comparison;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.run.RunLine;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Command;
import org.latentfx.view.command.Keys;
import org.latentfx.view.command.MenuTitle;
import org.latentfx.view.kit.PaintedRegion;

/** The workspace in which runs stand side by side. While nobody sees it, nothing is computed for it. FX thread only. */
public final class CompareWorkspace extends StackPane {
    private final Session session;
    private final Comparison comparison;
    private final Actions actions;

    /** @param actions the window's, to go on in another workspace */
    public CompareWorkspace(Session session, Actions actions) {
        this.session = session;
        this.actions = actions;
        comparison = session.comparison();
        var view = new CompareView(new Target());
        getChildren().add(view);
        comparison.sheetProperty().subscribe(view::show);
        var export = new SheetExport(view, session.exporter());
        actions.add(Command.of("export-compare", MenuTitle.FILE, 3, SheetExport.title(), export::ask)
                .within(Texts.of("menu.file.export"))
                .when(visibleProperty().and(session.exporter().running().not())));
        visibleProperty().subscribe(now -> watch());
        sceneProperty().subscribe(now -> watch());
        PaintedRegion.minimised(this).subscribe(now -> watch());
    }

    private void watch() {
        Scene scene = getScene();
        comparison.watched(
                isVisible() && scene != null && !PaintedRegion.minimised(this).getValue());
    }

    /** What is done in the columns, done in the session. */
    private final class Target implements CompareView.Target {
        private RunLine run(int column) {
            return comparison.compared().get(column);
        }

        @Override
        public void explore(int column) {
            session.runs().show(run(column));
            actions.run(Keys.EXPLORE);
        }

        @Override
        public void base(int column) {
            comparison.base(run(column));
        }

        @Override
        public void leaveOut(int column) {
            comparison.compare(run(column), false);
        }

        @Override
        public void preview(int column, double a, double b) {
            comparison.preview(column, a, b);
        }

        @Override
        public void moveTo(int column, double a, double b) {
            comparison.moveTo(column, a, b);
        }

        @Override
        public void restore() {
            comparison.restore();
        }

        @Override
        public void takeImage(int index) {
            comparison.takeImage(index);
        }

        @Override
        public void takeSample(int column, int index) {
            comparison.takeSample(column, index);
        }

        @Override
        public void drawAgain() {
            comparison.drawAgain();
        }

        @Override
        public void measureQuality() {
            String missing = comparison.qualityMissing();
            if (missing.isEmpty()) comparison.measureQuality();
            else session.tell(Message.passing(missing));
        }

        @Override
        public void cancelQuality() {
            comparison.quality().cancel();
        }

        @Override
        public List<MenuItem> choices() {
            var items = new ArrayList<MenuItem>();
            List<RunLine> compared = comparison.compared();
            for (RunLine line : session.runs().lines()) {
                var item = new CheckMenuItem(line.nameProperty().get());
                item.setMnemonicParsing(false);
                item.setSelected(compared.contains(line));
                item.setDisable(item.isSelected() && compared.size() == 1);
                item.setOnAction(event -> comparison.compare(line, item.isSelected()));
                items.add(item);
            }
            items.add(new SeparatorMenuItem());
            items.add(all("compare.play-all", RunLine::play));
            items.add(all("compare.pause-all", RunLine::pause));
            items.add(new SeparatorMenuItem());
            for (Twin twin : twins()) items.add(another(twin));
            return items;
        }

        /** One more run that begins as the one looked at. */
        private MenuItem another(Twin twin) {
            var item = new MenuItem(Texts.of(
                    "compare.twins", session.runs().shown().nameProperty().get(), twin.label()));
            item.setMnemonicParsing(false);
            item.setOnAction(event -> twin(twin));
            return item;
        }

        private MenuItem all(String key, Consumer<RunLine> command) {
            var item = new MenuItem(Texts.of(key));
            item.setOnAction(event -> comparison.compared().forEach(command));
            return item;
        }

        @Override
        public List<Twin> twins() {
            RunLine line = session.runs().shown();
            DataSplit data = line.dataProperty().get();
            boolean labelled = data != null && data.train().classNames().size() > 1;
            return Twin.beside(line.hyperparametersProperty().get(), labelled);
        }

        /** One of another kind is called after the first of its like and what it is. */
        private RunLine begin(Twin twin, RunLine line, Hyperparameters next) {
            var runs = session.runs();
            if (twin == Twin.SEED) return runs.another(line, next);
            if (next.model() == line.hyperparametersProperty().get().model()) return runs.twin(line, next);
            RunLine first = line;
            for (var branch = line.branch(); branch != null && branch.step() == 0; branch = first.branch())
                first = branch.from();
            String name = Texts.of(
                    "compare.kind", first.nameProperty().get(), next.model().label());
            DataSplit data = Objects.requireNonNull(line.dataProperty().get());
            return runs.fresh(line, next, data, name);
        }

        @Override
        public void twin(Twin twin) {
            RunLine line = session.runs().shown();
            if (line.dataProperty().get() == null) {
                session.tell(Message.passing(Texts.of("sweep.no-data")));
                return;
            }
            var next = twin.of(line.hyperparametersProperty().get());
            try {
                begin(twin, line, next).play();
            } catch (Refusal refusal) {
                session.tell(Message.lasting(UserMessages.sentence(refusal)));
            }
        }
    }
}
