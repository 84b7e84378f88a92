package gitops

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strconv"

	"github.com/jenkinscode/jenkinscode/internal/fieldpath"
	"github.com/jenkinscode/jenkinscode/internal/live"
)

// Dashboard is a Grafana dashboard over Prometheus: a small model of the JSON
// that Grafana has, for what a fleet needs. It is a text by itself; as the value
// of a [ConfigMap] with the label that Grafana's sidecar looks for
// (grafana_dashboard: "1" in kube-prometheus-stack) it is loaded.
//
// Panels are placed in their order, from left to right and down.
type Dashboard struct {
	// Title is the heading.
	Title string
	// UID is what addresses of the dashboard hold; without it Grafana makes one
	// up, another one in each installation.
	UID string
	// Description says what the dashboard is for.
	Description string
	// Tags group dashboards.
	Tags []string
	// Datasource is the name of a variable, made by itself, that chooses the
	// Prometheus; the default is datasource.
	Datasource string
	// Variables are what the reader chooses; queries refer to them as $name.
	Variables []DashboardVariable
	// Panels are the panels.
	Panels []Panel
	// From is the start of the time that is shown; the default is now-6h.
	From string
	// Refresh is the time between looks; the default is 1m.
	Refresh string
}

// DashboardVariable is what the reader of a [Dashboard] chooses from what a query
// gives.
type DashboardVariable struct {
	// Name is the variable's name.
	Name string
	// Label is shown; the default is the name.
	Label string
	// Query gives the values, as label_values(kube_namespace_labels, namespace).
	Query string
	// Regex takes parts of the values.
	Regex string
	// Multi lets the reader choose several, which are joined by |.
	Multi bool
	// All lets the reader choose all.
	All bool
}

// PanelType is the form of a [Panel].
type PanelType string

// The forms.
const (
	TimeSeriesPanel PanelType = "timeseries" // lines over time
	StatPanel       PanelType = "stat"       // the last value, large
	TablePanel      PanelType = "table"      // the last values
	BarGaugePanel   PanelType = "bargauge"   // the last values as bars
	RowPanel        PanelType = "row"        // a heading; it has no queries
)

// Panel is a part of a [Dashboard].
type Panel struct {
	// Type is the form; the default is [TimeSeriesPanel].
	Type PanelType
	// Title is the heading.
	Title string
	// Description explains the panel.
	Description string
	// Queries are what it shows.
	Queries []Query
	// Unit is the unit of its values, by Grafana's name: bytes, cores is short,
	// percentunit, s, ms.
	Unit string
	// Width is how much of the 24 columns it takes; the default is 12, all for a
	// row.
	Width int
	// Height is its height in rows of 30 pixels; the default is 8.
	Height int
	// Stack stacks lines.
	Stack bool
	// Thresholds colour values from there on: green below all of them.
	Thresholds []Threshold
	// Extra are further attributes of the panel's JSON, as options.
	Extra map[string]any
}

// Threshold colours values from there on.
type Threshold struct {
	// Value is where it begins.
	Value float64
	// Color is a colour's name, as orange or red.
	Color string
}

// Query is a PromQL expression of a [Panel].
type Query struct {
	// Expr is the expression.
	Expr string
	// Legend names a series, as {{pod}}.
	Legend string
}

// Validate checks that panels have what their forms need.
func (d Dashboard) Validate() error {
	var list fieldpath.List
	var root *fieldpath.Path
	if d.Title == "" {
		list.Add(fieldpath.Required, root.Child("title"), nil, "it must be set")
	}
	if len(d.UID) > 40 {
		list.Add(fieldpath.Limit, root.Child("uid"), d.UID, "at most 40 characters")
	}
	names := map[string]bool{}
	for i, v := range d.Variables {
		at := root.Child("variables").Index(i)
		if v.Name == "" || v.Query == "" {
			list.Add(fieldpath.Required, at, nil, "a variable needs a name and a query")
		}
		if names[v.Name] || v.Name == d.datasource() {
			list.Add(fieldpath.Duplicate, at.Child("name"), v.Name, "another variable has this name")
		}
		names[v.Name] = true
	}
	for i, p := range d.Panels {
		at := root.Child("panels").Index(i)
		if p.Title == "" {
			list.Add(fieldpath.Required, at.Child("title"), nil, "it must be set")
		}
		if p.Width < 0 || p.Width > columns {
			list.Add(fieldpath.Limit, at.Child("width"), p.Width, "a dashboard has 24 columns")
		}
		if (p.Type == RowPanel) != (len(p.Queries) == 0) {
			list.Add(fieldpath.Invalid, at.Child("queries"), nil, "every panel but a row needs queries")
		}
		for j, q := range p.Queries {
			if q.Expr == "" {
				list.Add(fieldpath.Required, at.Child("queries").Index(j).Child("expr"), nil, "it must be set")
			}
		}
	}
	return list.Err()
}

const columns = 24 // of a dashboard

func (d Dashboard) datasource() string { return cmp.Or(d.Datasource, "datasource") }

// AppendText appends the dashboard as JSON.
func (d Dashboard) AppendText(dst []byte) ([]byte, error) {
	m, err := d.model()
	if err != nil {
		return dst, err
	}
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return dst, err
	}
	if live.Has(text.String()) {
		return dst, errors.New("a dashboard can't hold a live reference")
	}
	return append(dst, text.Bytes()...), nil
}

// MarshalText returns the dashboard as JSON.
func (d Dashboard) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// What Grafana stores, as far as it is written here.
type (
	dashboardModel struct {
		UID           string          `json:"uid,omitempty"`
		Title         string          `json:"title"`
		Description   string          `json:"description,omitempty"`
		Tags          []string        `json:"tags,omitempty"`
		SchemaVersion int             `json:"schemaVersion"`
		Editable      bool            `json:"editable"`
		Refresh       string          `json:"refresh"`
		Time          timeModel       `json:"time"`
		Templating    templatingModel `json:"templating"`
		Panels        []any           `json:"panels"`
	}
	timeModel struct {
		From string `json:"from"`
		To   string `json:"to"`
	}
	templatingModel struct {
		List []variableModel `json:"list"`
	}
	variableModel struct {
		Name       string         `json:"name"`
		Label      string         `json:"label,omitempty"`
		Type       string         `json:"type"`
		Query      string         `json:"query"`
		Regex      string         `json:"regex,omitempty"`
		Datasource *sourceModel   `json:"datasource,omitempty"`
		Refresh    int            `json:"refresh"`
		Sort       int            `json:"sort,omitempty"`
		Multi      bool           `json:"multi,omitempty"`
		IncludeAll bool           `json:"includeAll,omitempty"`
		Current    map[string]any `json:"current,omitempty"`
	}
	sourceModel struct {
		Type string `json:"type"`
		UID  string `json:"uid"`
	}
	panelModel struct {
		ID          int             `json:"id"`
		Type        PanelType       `json:"type"`
		Title       string          `json:"title"`
		Description string          `json:"description,omitempty"`
		GridPos     gridPosModel    `json:"gridPos"`
		Collapsed   *bool           `json:"collapsed,omitempty"`
		Datasource  *sourceModel    `json:"datasource,omitempty"`
		FieldConfig *fieldConfig    `json:"fieldConfig,omitempty"`
		Targets     []targetModel   `json:"targets,omitempty"`
		Panels      json.RawMessage `json:"panels,omitempty"` // of a row: []
	}
	gridPosModel struct {
		X int `json:"x"`
		Y int `json:"y"`
		W int `json:"w"`
		H int `json:"h"`
	}
	fieldConfig struct {
		Defaults  fieldDefaults `json:"defaults"`
		Overrides []any         `json:"overrides"`
	}
	fieldDefaults struct {
		Unit       string           `json:"unit,omitempty"`
		Custom     map[string]any   `json:"custom,omitempty"`
		Thresholds *thresholdsModel `json:"thresholds,omitempty"`
	}
	thresholdsModel struct {
		Mode  string          `json:"mode"`
		Steps []thresholdStep `json:"steps"`
	}
	thresholdStep struct {
		Color string   `json:"color"`
		Value *float64 `json:"value"` // null for the lowest
	}
	targetModel struct {
		RefID        string `json:"refId"`
		Expr         string `json:"expr"`
		LegendFormat string `json:"legendFormat,omitempty"`
		Instant      bool   `json:"instant,omitempty"`
		Range        bool   `json:"range,omitempty"`
		Format       string `json:"format,omitempty"`
	}
)

// schemaVersion is that of Grafana 10, which later ones read.
const schemaVersion = 39

// model returns what Grafana stores.
func (d Dashboard) model() (dashboardModel, error) {
	source := &sourceModel{"prometheus", "${" + d.datasource() + "}"}
	m := dashboardModel{
		UID: d.UID, Title: d.Title, Description: d.Description, Tags: d.Tags, SchemaVersion: schemaVersion,
		Refresh: cmp.Or(d.Refresh, "1m"), Time: timeModel{cmp.Or(d.From, "now-6h"), "now"},
		Panels: []any{},
	}
	m.Templating.List = []variableModel{{Name: d.datasource(), Label: "Prometheus", Type: "datasource", Query: "prometheus", Refresh: 1}}
	for _, v := range d.Variables {
		one := variableModel{
			Name: v.Name, Label: v.Label, Type: "query", Query: v.Query, Regex: v.Regex,
			Datasource: source, Refresh: 2, Sort: 1, Multi: v.Multi, IncludeAll: v.All,
		}
		if v.All {
			one.Current = map[string]any{"text": "All", "value": "$__all"}
		}
		m.Templating.List = append(m.Templating.List, one)
	}
	x, y, tallest := 0, 0, 0
	for i, p := range d.Panels {
		one := panelModel{
			ID: i + 1, Type: cmp.Or(p.Type, TimeSeriesPanel), Title: p.Title, Description: p.Description,
			GridPos: gridPosModel{W: cmp.Or(p.Width, columns/2), H: cmp.Or(p.Height, 8)},
		}
		if one.Type == RowPanel {
			one.GridPos.W, one.GridPos.H = columns, 1
			one.Collapsed, one.Panels = new(false), json.RawMessage("[]")
		} else {
			one.Datasource, one.FieldConfig = source, p.fieldConfig()
		}
		if x+one.GridPos.W > columns {
			x, y, tallest = 0, y+tallest, 0
		}
		one.GridPos.X, one.GridPos.Y = x, y
		x, tallest = x+one.GridPos.W, max(tallest, one.GridPos.H)
		for j, q := range p.Queries {
			t := targetModel{RefID: refID(j), Expr: q.Expr, LegendFormat: q.Legend, Range: true}
			if one.Type != TimeSeriesPanel {
				t.Instant, t.Range = true, false
			}
			if one.Type == TablePanel {
				t.Format = "table"
			}
			one.Targets = append(one.Targets, t)
		}
		panel, err := merged(one, p.Extra)
		if err != nil {
			return m, fmt.Errorf("panels[%d]: %w", i, err)
		}
		m.Panels = append(m.Panels, panel)
	}
	return m, nil
}

// refID names the nth query of a panel: A, B, …, Z, A1 and so on.
func refID(n int) string {
	id := string(rune('A' + n%26))
	if n >= 26 {
		id += strconv.Itoa(n / 26)
	}
	return id
}

func (p Panel) fieldConfig() *fieldConfig {
	c := &fieldConfig{Overrides: []any{}}
	c.Defaults.Unit = p.Unit
	if p.Stack {
		c.Defaults.Custom = map[string]any{"stacking": map[string]any{"mode": "normal"}, "fillOpacity": 20}
	}
	if len(p.Thresholds) > 0 {
		steps := []thresholdStep{{Color: "green"}}
		for _, t := range p.Thresholds {
			steps = append(steps, thresholdStep{t.Color, new(t.Value)})
		}
		c.Defaults.Thresholds = &thresholdsModel{"absolute", steps}
	}
	return c
}

// merged returns a panel with further attributes, which count more.
func merged(p panelModel, extra map[string]any) (any, error) {
	if len(extra) == 0 {
		return p, nil
	}
	text, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	var all map[string]any
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, err
	}
	maps.Copy(all, extra)
	return all, nil
}
