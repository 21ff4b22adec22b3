"""A page with every part, for tests alone: the product has no such page."""

from datetime import date
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

PAGE = """
{% extends "design/base.html" %}
{% block title %}部品{% endblock %}
{% block breadcrumbs %}{% breadcrumbs "進み具合" "/progress/" "部品" %}{% endblock %}
{% block heading %}<h1>すべての部品を並べたページ</h1><p class="lead">令和7年9月の数字です。</p>{% endblock %}
{% block actions %}<a class="button" href="/a/">{% icon "print" %}資料を作る</a><a class="button button--secondary" href="/b/">取り込む</a>{% endblock %}
{% block main %}
<div class="with-aside"><div>
{% banner "info" "お知らせ" %}<p>本文です。<a href="/x/">くわしく見る</a></p>{% endbanner %}
{% banner "success" %}<p>報告を承認しました。</p>{% endbanner %}
{% banner "warning" "期限が近い報告があります" %}<p>二つの機関がまだ出していません。</p>{% endbanner %}
{% banner "error" "読めないファイルです" %}<p>シート「指標」の B7 に文字があります。</p>{% endbanner %}
<h2 id="chips">状態</h2>
<p>{% for code, label in chips %}{% status_label code label %} {% endfor %}</p>
<h2 id="table">表</h2>
<nav aria-label="分野"><ul class="tabs"><li><a href="/g1/" aria-current="page">不安定な仕事の人</a></li><li><a href="/g2/">長く無業の人</a></li><li><a href="/g3/">社会参加</a></li></ul></nav>
{% search_box "指標を探す" %}
{% meter_key %}
{% table_region "指標の一覧" %}<table class="table"><caption>指標の一覧（4月からの累計）</caption>
<thead><tr><th scope="col">指標</th><th scope="col" class="number">累計</th><th scope="col" class="number">目標</th><th scope="col">達成</th><th scope="col">割合</th><th scope="col">状態</th></tr></thead>
<tbody>{% for r in rows %}<tr><th scope="row"><a href="/i/">{{ r.label }}</a></th><td class="number">{{ r.value|with_unit:"人" }}</td><td class="number">{{ r.target|number }}</td><td class="number">{{ r.ratio|percent }}</td><td class="meter-cell">{% meter r.ratio elapsed=elapsed low=r.low high=r.high %}</td><td>{% status_label r.code r.status %}</td></tr>{% endfor %}
<tr class="total"><th scope="row">合計</th><td class="number">5,448</td><td class="number">5,448</td><td class="number">100.0%</td><td></td><td></td></tr></tbody></table>{% endtable_region %}
{% pagination page_obj %}
<h2 id="cards">カードと一覧</h2>
<div class="grid"><section class="card"><h3 class="card__title">正社員になった人</h3><p class="figure-large">2,431<small>人</small></p><p>目標 4,371人</p></section><section class="card"><h3 class="card__title">まだ出ていない報告</h3><p class="figure-large">2<small>件</small></p></section></div>
<ul class="resources"><li><div class="resources__main"><p class="resources__title"><a href="/r/">令和7年9月の報告</a></p><p class="resources__note">令和7年10月10日まで</p></div>{% status_label "overdue" "期限超過" %}</li><li><div class="resources__main"><p class="resources__title"><a href="/r2/">令和7年8月の報告</a></p></div>{% status_label "submitted" "提出済み" %}</li></ul>
<dl class="facts"><div><dt>期間</dt><dd>{{ day|ja_month }}</dd></div><div><dt>数え方</dt><dd>就職した日から数えて6か月の間に続けて働いた人の数を、窓口ごとに数えて足します。</dd></div></dl>
<h2 id="history">履歴</h2>
<ol class="steps"><li><span class="steps__when">{{ day|ja_date }}</span><p>第1版を提出</p></li><li><span class="steps__when">令和7年10月3日</span><p>差戻し「B7の値を確かめてください」</p></li><li aria-current="step"><span class="steps__when">令和7年10月5日</span><p>第2版を承認</p></li></ol>
<div class="accordion">{% disclosure "数字の出どころ" open=True %}<p>第2版 B7</p>{% enddisclosure %}{% disclosure "数え方" %}<p>…</p>{% enddisclosure %}</div>
{% disclosure "くわしく" %}<p>…</p>{% enddisclosure %}
{% empty_state "まだ報告はありません。" "出されると、ここに並びます。" %}
<h2 id="form">入力</h2>
<form method="post">{% csrf_token %}{{ form }}
<div class="actions"><button class="button" type="submit">提出する</button><button class="button button--secondary" type="submit">下書きに保存</button><button class="button button--tertiary" type="reset">取り消す</button><button class="button button--danger button--sm" type="submit">取り下げる</button><button class="button" disabled>押せない</button></div></form>
</div><nav class="page-nav" aria-labelledby="toc"><h2 id="toc">目次</h2><ol><li><a href="#chips">状態</a></li><li><a href="#table">表</a></li><li><a href="#form">入力</a></li></ol></nav></div>
{% endblock %}
"""


class GalleryForm(forms.Form):
    name = forms.CharField(label="資料の題", help_text="表紙に大きく出ます。")
    day = forms.DateField(label="いつの時点か", required=False)
    group = forms.ChoiceField(label="分野", choices=[("a", "不安定な仕事"), ("b", "長期の無業")])
    state = forms.ChoiceField(
        label="実施状況", widget=forms.RadioSelect, choices=[("ongoing", "実施中"), ("done", "完了")]
    )
    remark = forms.CharField(label="意見", widget=forms.Textarea, required=False)
    file = forms.FileField(label="報告のExcel", help_text="様式のファイル（.xlsx）を選びます。")
    agree = forms.BooleanField(label="内容を確かめました")


def gallery(request: HttpRequest) -> HttpResponse:
    messages.success(request, "保存しました。")
    form = GalleryForm({"name": "", "day": "きのう"})
    form.add_error(None, "入力を確かめてください。")
    rows = [
        {
            "label": "正社員で就職した人（県と労働局の合計）",
            "value": 2431,
            "target": 4371,
            "ratio": Decimal("0.5562"),
            "code": "known",
            "status": "確定",
        },
        {
            "label": "研修の紹介",
            "value": 7700,
            "target": 6111,
            "ratio": Decimal("1.26"),
            "code": "partial",
            "status": "一部未報告",
        },
        {
            "label": "窓口の登録",
            "value": None,
            "target": 660,
            "ratio": None,
            "code": "unknown",
            "status": "未確認",
        },
        {
            "label": "二つの機関が数える人",
            "value": None,
            "target": 400,
            "ratio": None,
            "low": Decimal("0.4"),
            "high": Decimal("0.7"),
            "code": "interval",
            "status": "幅のある値",
        },
    ]
    context = {
        "rows": rows,
        "elapsed": Decimal("0.5"),
        "day": date(2025, 9, 1),
        "chips": [
            ("known", "確定"),
            ("approximate", "概数"),
            ("under_survey", "調査中"),
            ("partial", "一部未報告"),
            ("submitted", "提出済み"),
            ("asked_back", "差戻し"),
            ("overdue", "期限超過"),
            ("approved", "承認済み"),
            ("draft", "作成中"),
            ("unknown", "未確認"),
            ("not_comparable", "比較不能"),
            ("waiting", "提出待ち"),
            ("ongoing", "実施中"),
            ("not_started", "未着手"),
            ("done", "完了"),
            ("not_planned", "予定なし"),
        ],
        "page_obj": Paginator(range(200), 10).page(4),
        "form": form,
        "navigation": [
            {"url": "/", "label": "ホーム", "current": False},
            {"url": "/plan/", "label": "計画", "current": False},
            {"url": "/progress/", "label": "進み具合", "current": True},
            {"url": "/returns/", "label": "報告", "current": False},
            {"url": "/papers/", "label": "協議会資料", "current": False},
        ],
        "plan_name": "見本県 中高年世代活躍支援計画（令和7年度）",
        "sample_data": True,
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


urlpatterns = [
    path("gallery/", gallery),
    path("accounts/", include("allauth.urls")),
]
